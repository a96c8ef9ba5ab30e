#include "runners/weights/unpickler.h"

#include "tests/weights/pickle_bytes.h"
#include "tests/weights/stored_checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace mbench {
namespace {

PickleTree read(const std::string& bytes, const PickleLimits& limits = {}) {
  const SharedSource source = bytes_in_memory(bytes, "pickle");
  PickleInput input(*source, 0, source->size());
  return unpickle(input, limits);
}

/// As Python's repr would write it, as far as a test needs.
std::string shown(const PickleTree& tree, PickleId id) {
  const PickleNode& node = tree.at(id);
  std::string items;
  const bool pairs = tree.is_mapping(id);
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) items += pairs && i % 2 == 1 ? ": " : ", ";
    items += shown(tree, node.items[i]);
  }
  switch (node.kind) {
    case PickleKind::none:
      return "None";
    case PickleKind::boolean:
      return node.integer != 0 ? "True" : "False";
    case PickleKind::integer:
      return std::to_string(node.integer);
    case PickleKind::big_integer:
      return "big";
    case PickleKind::real:
      return std::to_string(node.real);
    case PickleKind::text:
      return "'" + node.text + "'";
    case PickleKind::bytes:
      return "b'" + node.text + "'";
    case PickleKind::list:
      return "[" + items + "]";
    case PickleKind::tuple:
      return "(" + items + (node.items.size() == 1 ? ",)" : ")");
    case PickleKind::set:
    case PickleKind::dict:
      return "{" + items + "}";
    case PickleKind::global:
      return "<" + node.text + ">";
    case PickleKind::object:
      return node.text + "(" + items + ")" +
             (node.state == kNoPickle ? "" : " with " + shown(tree, node.state));
    default:
      return "?";
  }
}

std::string shown(const std::string& bytes) {
  const PickleTree tree = read(bytes);
  return shown(tree, tree.root);
}

class EveryProtocol : public testing::TestWithParam<int> {};

TEST_P(EveryProtocol, GivesWhatPythonPickled) {
  const std::string name = "values-protocol-" + std::to_string(GetParam()) + ".pkl";
  EXPECT_EQ(shown(read_text(stored_file(name))),
            "[None, True, False, -1, 255, 65535, 70000, -1099511627776, big, 1.500000, '\xC3\xA9', "
            "'it's\n', (), (1,), (1, 2), (1, 2, 3, 4), {'a': b'x', 'b': b'\xC3\xA9'}, {3}, {4}, "
            "b'\xC3\xA9', [], {}, ['again'], ['again']]");
}

INSTANTIATE_TEST_SUITE_P(Unpickler, EveryProtocol, testing::Range(0, 6));

TEST(Unpickler, ReadsNumbersOfEveryLength) {
  EXPECT_EQ(shown("(K\xFFM\xFF\xFFJ" + std::string("\x00\x00\x00\x80", 4) + "\x8A\x01\xFF\x8A" +
                  std::string("\x00", 1) + "\x8A\x02\xFF\x7F\x8B" + little_endian(8, 4) +
                  std::string(7, '\xFF') + "\x7Ft."),
            "(255, 65535, -2147483648, -1, 0, 32767, 9223372036854775807)");
  EXPECT_EQ(shown("(I00\nI12\nL-5L\nF-inf\nt."), "(False, 12, -5, -inf)");
}

TEST(Unpickler, ReadsTheTextsOfPython2) {
  EXPECT_EQ(shown("(S'it\\'s\\n\\x41'\nS\"a'b\"\nU\x02hiT" + little_endian(2, 4) + "yot."),
            "('it's\nA', 'a'b', 'hi', 'yo')");
}

TEST(Unpickler, KeepsObjectsOfUnknownClassesUnread) {
  // argparse.Namespace(lr=1), a dict of an unknown class, pathlib.PosixPath('a', 'b').
  EXPECT_EQ(shown("\x80\x02"
                  "cargparse\nNamespace\n)\x81}X" +
                  little_endian(2, 4) + "lrK\x01sb."),
            "argparse.Namespace() with {'lr': 1}");
  EXPECT_EQ(shown("\x80\x02"
                  "cyacs.config\nCfgNode\n)\x81X" +
                  little_endian(1, 4) + "aK\x01s}b."),
            "yacs.config.CfgNode('a': 1) with {}");
  EXPECT_EQ(shown(pickle(pickled_call("pathlib", "PosixPath", pickled_text("a")))),
            "pathlib.PosixPath()");
  EXPECT_EQ(shown(pickle(pickled_call(
                "copy_reg", "_reconstructor",
                pickled_global("old", "Style") + pickled_global("__builtin__", "object") + "N"))),
            "old.Style()");
  EXPECT_EQ(shown("(K\x01i"
                  "old\nStyle\n."),
            "old.Style()");
}

TEST(Unpickler, ReadsTheContainersOfCheckpoints) {
  const std::string pairs =
      "](" + pickled_text("a") + "K\x01\x86" + pickled_text("b") + "K\x02\x86" + "e";
  EXPECT_EQ(shown(pickle(pickled_call("collections", "OrderedDict", pairs))), "{'a': 1, 'b': 2}");
  EXPECT_EQ(
      shown(pickle(pickled_call("collections", "defaultdict", pickled_global("builtins", "list")) +
                   pickled_text("a") + "K\x01s")),
      "{'a': 1}");
  EXPECT_EQ(shown(pickle(pickled_call("torch", "Size", "(K\x03K\x04t"))), "(3, 4)");
  EXPECT_EQ(shown(pickle(pickled_call("torch", "device", pickled_text("cuda")))), "'cuda'");
  EXPECT_EQ(shown(pickle(pickled_call("builtins", "set",
                                      "](K\x01K\x02"
                                      "e"))),
            "{1, 2}");
}

TEST(Unpickler, ReadsTheNumbersOfNumPy) {
  const auto scalar = [](const std::string& code, const std::string& order,
                         const std::string& bytes) {
    const std::string type = pickled_call("numpy", "dtype", pickled_text(code) + "\x89\x88") +
                             "(K\x03" + pickled_text(order) +
                             "NNNJ\xFF\xFF\xFF\xFFJ\xFF\xFF\xFF\xFF" + "K" + std::string(1, '\0') +
                             "tb";
    return shown(
        pickle(pickled_call("numpy.core.multiarray", "scalar",
                            type + "C" + std::string(1, static_cast<char>(bytes.size())) + bytes)));
  };
  EXPECT_EQ(scalar("f8", "<", std::string("\x00\x00\x00\x00\x00\x00\xF8\x3F", 8)), "1.500000");
  EXPECT_EQ(scalar("f4", ">", std::string("\x3F\xC0\x00\x00", 4)), "1.500000");
  EXPECT_EQ(scalar("f2", "<", std::string("\x00\x3E", 2)), "1.500000");
  EXPECT_EQ(scalar("i8", "<", std::string("\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8)), "-2");
  EXPECT_EQ(scalar("u1", "|", "\xFE"), "254");
  EXPECT_EQ(scalar("b1", "|", "\x01"), "True");
  EXPECT_EQ(scalar("O8", "|", "12345678"), "numpy.scalar()");
  EXPECT_THROW(scalar("f8", "<", "short"), DataError);
}

TEST(Unpickler, HonoursWhatWasRemembered) {
  EXPECT_EQ(shown("(]q\x05h\x05K\x01"
                  "aX" +
                  little_endian(1, 4) + "xr" + little_endian(99999, 4) + "j" +
                  little_endian(99999, 4) + "t."),
            "([1], [1], 'x', 'x')");
  EXPECT_THROW(read("h\x01."), DataError);
}

TEST(Unpickler, RefusesWhatTheStackCannotGive) {
  for (const char* bytes : {".",
                            "0.",
                            "a.",
                            "]K\x01u.",
                            "K\x01K\x02"
                            "a.",
                            "t.",
                            "(K\x01"
                            "d.",
                            "(K\x01K\x02s.",
                            "R.",
                            "cos",
                            "K\x01)R.",
                            "]K\x01R.",
                            "2.",
                            "q\x01.",
                            "\x85.",
                            "b.",
                            "(o.",
                            "N(\x91"
                            "e.",
                            "\xFF.",
                            "\x80\x06N.",
                            "Ix\n.",
                            "Fx\n.",
                            "S'x\n.",
                            "V\\u12\n.",
                            "p\n."}) {
    EXPECT_THROW(read(bytes), DataError) << bytes;
  }
}

TEST(Unpickler, StopsAtItsLimits) {
  PickleLimits few;
  few.nodes = 10;
  EXPECT_THROW(read("(" + std::string(20, 'N') + "t.", few), DataError);
  EXPECT_THROW(read("N" + std::string(20, '2') + "(t.", few), DataError);
  std::string remembers = "N";
  for (int i = 0; i < 20; ++i) remembers += std::string("q") + static_cast<char>(i);
  EXPECT_THROW(read(remembers + ".", few), DataError);
  EXPECT_EQ(read("NNNN....", few).nodes.size(), 4U);

  PickleLimits shallow;
  shallow.depth = 3;
  EXPECT_NO_THROW(read("(((ttt.", shallow));
  EXPECT_THROW(read("((((tttt.", shallow), DataError);

  // list(x) of a long list, again and again.
  PickleLimits small;
  small.held_bytes = 10'000;
  std::string copies = "](";
  for (int i = 0; i < 100; ++i) copies += 'N';
  copies +=
      "eq\x01"
      "0";
  for (int i = 0; i < 100; ++i) copies += pickled_call("builtins", "list", "h\x01") + "0";
  EXPECT_THROW(read(copies + "N.", small), DataError);
  EXPECT_NO_THROW(read(copies + "N."));
}

TEST(Unpickler, SaysWhereTheNextPickleBegins) {
  const SharedSource source = bytes_in_memory("K\x01.K\x02.", "two");
  PickleInput input(*source, 0, source->size());
  EXPECT_EQ(unpickle(input).nodes[0].integer, 1);
  EXPECT_EQ(input.position(), 3U);
  EXPECT_EQ(unpickle(input).nodes[0].integer, 2);
}

}  // namespace
}  // namespace mbench
