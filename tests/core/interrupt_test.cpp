#include "core/interrupt.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "core/error.h"

// Each case runs in a process of its own: a signal handler cannot be taken back.

namespace mbench {
namespace {

TEST(InterruptDeathTest, NobodyHasAskedAtFirst) {
  EXPECT_FALSE(interrupted());
  throw_if_interrupted();
}

TEST(InterruptDeathTest, OneSignalIsRememberedAndDoesNotKill) {
  for (const int signal_number : {SIGINT, SIGTERM}) {
    EXPECT_EXIT(
        {
          catch_interrupts();
          std::raise(signal_number);
          std::_Exit(interrupted() ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
  }
}

TEST(InterruptDeathTest, TheNextStepThrows) {
  EXPECT_EXIT(
      {
        catch_interrupts();
        std::raise(SIGTERM);
        try {
          throw_if_interrupted();
        } catch (const Interrupted& error) {
          std::_Exit(static_cast<int>(error.exit_code()));
        }
        std::_Exit(1);
      },
      testing::ExitedWithCode(75), "");
}

TEST(InterruptDeathTest, ASecondInterruptEndsTheProcess) {
  EXPECT_EXIT(
      {
        catch_interrupts();
        std::raise(SIGINT);
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        std::raise(SIGINT);
        std::_Exit(0);
      },
      testing::KilledBySignal(SIGINT), "");
}

TEST(InterruptDeathTest, OneKeyThatArrivesTwiceIsOne) {
  EXPECT_EXIT(
      {
        catch_interrupts();
        std::raise(SIGINT);
        std::raise(SIGINT);
        std::_Exit(interrupted() ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST(InterruptDeathTest, ASecondTerminationIsPatient) {
  EXPECT_EXIT(
      {
        catch_interrupts();
        std::raise(SIGTERM);
        std::raise(SIGTERM);
        std::_Exit(0);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mbench
