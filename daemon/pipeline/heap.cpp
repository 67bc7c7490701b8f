#include "pipeline/heap.h"

#include <malloc.h>

namespace pipeline {

namespace {
constexpr int large_block = 128 * 1024;  // glibc's own first value, which it raises by itself
constexpr int heaps = 2;
}  // namespace

void keep_heap_small() {
    mallopt(M_MMAP_THRESHOLD, large_block);
    mallopt(M_ARENA_MAX, heaps);
}

void give_memory_back() { malloc_trim(0); }

}  // namespace pipeline
