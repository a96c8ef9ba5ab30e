#include "core/error.h"
#include "runners/models/model_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mbench {
namespace {

using ::testing::HasSubstr;

/// The message and the hint of the UsageError that the text is refused with.
std::string refusal(const std::string& text) {
  try {
    parse_model_spec(text);
  } catch (const UsageError& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "accepted";
}

TEST(ModelSpec, IsANameAlone) {
  const ModelSpec spec = parse_model_spec("closed-form");
  EXPECT_EQ(spec.name, "closed-form");
  EXPECT_TRUE(spec.values.empty());
  EXPECT_EQ(spec.text(), "closed-form");
}

TEST(ModelSpec, KeepsChosenValues) {
  const ModelSpec spec = parse_model_spec("closed-form:radius=2,epsilon=1e-6");
  EXPECT_EQ(spec.values.at("epsilon"), "1e-6");
  EXPECT_EQ(spec.values.at("radius"), "2");
}

TEST(ModelSpec, HasOneTextForOneChoice) {
  for (const char* text :
       {"closed-form:radius=2,epsilon=1e-6", "closed-form:epsilon=0.000001,radius=2.0",
        "closed-form:epsilon=10e-7,radius=2"}) {
    EXPECT_EQ(parse_model_spec(text).text(), "closed-form:epsilon=1e-06,radius=2") << text;
  }
  EXPECT_EQ(parse_model_spec("closed-form:epsilon=1e-7,radius=1").text(), "closed-form");
}

TEST(ModelSpec, SurvivesBeingWrittenAndReadAgain) {
  const std::string text = parse_model_spec("closed-form:epsilon=3.0000000000000004e-6").text();
  EXPECT_EQ(parse_model_spec(text).text(), text);
}

TEST(ModelSpec, SuggestsTheNearestModel) {
  EXPECT_THAT(refusal("closd-form"), HasSubstr("no model named 'closd-form'"));
  EXPECT_THAT(refusal("closd-form"), HasSubstr("did you mean 'closed-form'"));
}

TEST(ModelSpec, SuggestsTheNearestParameter) {
  EXPECT_THAT(refusal("closed-form:epsilom=1"), HasSubstr("no parameter 'epsilom'"));
  EXPECT_THAT(refusal("closed-form:epsilom=1"), HasSubstr("did you mean 'epsilon'"));
}

TEST(ModelSpec, SaysWhenAModelHasNoParameters) {
  EXPECT_THAT(refusal("trimap:radius=1"), HasSubstr("none at all"));
}

TEST(ModelSpec, RefusesWhatIsNoNumber) {
  for (const char* value : {"two", "1e-6x", "", " 1", "nan", "inf", "0x1"}) {
    EXPECT_THAT(refusal(std::string("closed-form:epsilon=") + value), HasSubstr("is no number"))
        << value;
  }
}

TEST(ModelSpec, RefusesValuesOutOfRangeAndSaysTheRange) {
  EXPECT_THAT(refusal("closed-form:radius=4"), HasSubstr("out of range"));
  EXPECT_THAT(refusal("closed-form:radius=4"), HasSubstr("whole number from 1 to 3"));
  EXPECT_THAT(refusal("closed-form:epsilon=-1"), HasSubstr("out of range"));
}

TEST(ModelSpec, RefusesFractionsWhereOnlyWholeNumbersMakeSense) {
  EXPECT_THAT(refusal("closed-form:radius=1.5"), HasSubstr("not a whole number"));
}

TEST(ModelSpec, RefusesAKeyTwiceOrWithoutValue) {
  EXPECT_THAT(refusal("closed-form:radius=1,radius=2"), HasSubstr("given twice"));
  EXPECT_THAT(refusal("closed-form:radius"), HasSubstr("has no value"));
  EXPECT_THAT(refusal("closed-form:"), HasSubstr("names no parameter"));
  EXPECT_THAT(refusal("closed-form:radius=1,"), HasSubstr("names no parameter"));
}

TEST(ModelSpec, TakesTheWholeRestAsTheArgumentOfAModelThatHasOne) {
  const ModelSpec spec = parse_model_spec("predictions:a=1,b:c/d");
  EXPECT_EQ(spec.name, "predictions");
  EXPECT_EQ(spec.argument, "a=1,b:c/d");
  EXPECT_TRUE(spec.values.empty());
  EXPECT_EQ(spec.text(), "predictions:a=1,b:c/d");
  EXPECT_THAT(refusal("predictions"), HasSubstr("write predictions:DIR"));
  EXPECT_THAT(refusal("predictions:"), HasSubstr("needs its DIR"));
}

TEST(ModelSpec, NamesAFolderThatLeadsNowhereElse) {
  EXPECT_EQ(folder_name(parse_model_spec("closed-form:radius=2").text()), "closed-form:radius=2");
  const std::string up = folder_name(parse_model_spec("predictions:../../x").text());
  EXPECT_EQ(up.find('/'), std::string::npos);
  EXPECT_NE(up, folder_name(parse_model_spec("predictions:.._.._x").text()));
  EXPECT_LT(folder_name(parse_model_spec("predictions:" + std::string(5000, 'x')).text()).size(),
            128U);
}

TEST(ModelSpec, RefusesAnEmptyName) { EXPECT_THAT(refusal(""), HasSubstr("no model named ''")); }

TEST(Parameter, IsTheDefaultUnlessChosen) {
  const ModelCard& card = find_model("closed-form").card;
  EXPECT_EQ(parameter(card, {}, "epsilon"), 1e-7);
  EXPECT_EQ(parameter(card, {{{"epsilon", "1e-5"}}, 1}, "epsilon"), 1e-5);
  EXPECT_THROW(parameter(card, {{{"epsilon", "5"}}, 1}, "epsilon"), UsageError);
}

}  // namespace
}  // namespace mbench
