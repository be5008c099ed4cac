// Swift's Mutex takes a free lock in the caller's code, which ThreadSanitizer sees, and waits for a
// taken one inside libswiftSynchronization.so, which it does not: then all that the lock protects
// looks like a race. Linked into a program, this function stands in for the one that waits.
// Source: stdlib/public/Synchronization/Mutex/LinuxImpl.swift of Swift 6.

#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

// The lock's word is the number of the thread that has it, or 0; no thread sleeps on it here, so
// the one that lets go finds nobody to wake and stays in the caller's code too.
__attribute__((swiftcall)) void wait_for_lock(
    uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *lock)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void wait_for_lock(
    uint32_t thread, __attribute__((swift_context)) _Atomic uint32_t *lock) {
  uint32_t free = 0;
  while (!atomic_compare_exchange_weak_explicit(
      lock, &free, thread, memory_order_acquire, memory_order_relaxed)) {
    free = 0;
    sched_yield();
  }
}
