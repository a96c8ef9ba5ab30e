#include "runners/worker_process.h"

int main(int argc, char** argv) { return argc == 3 ? mbench::serve_inference(argv[2]) : 2; }
