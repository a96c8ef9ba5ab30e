#pragma once

namespace mbench {

/// Makes SIGINT and SIGTERM set a flag instead of ending the process; a second SIGINT, a quarter of
/// a second later or more, ends it at once. Called once, by the program.
void catch_interrupts();

/// Whether the user asked to stop. Long jobs look at it between steps.
bool interrupted();

/// Throws Interrupted if the user asked to stop.
void throw_if_interrupted();

}  // namespace mbench
