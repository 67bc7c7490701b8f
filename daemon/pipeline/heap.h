#pragma once

// What the process keeps of the memory that it freed. Twenty thousand waiting mails must not
// make it large: glibc keeps freed memory for itself, and lets the size from which a block goes
// back to the system grow with the largest one that it has seen.

namespace pipeline {

// Before the first thread: blocks from 128 KiB on go back to the system when they are freed,
// and the threads share two heaps.
void keep_heap_small();
// All free pages. After a load of the rules, and every minute.
void give_memory_back();

}  // namespace pipeline
