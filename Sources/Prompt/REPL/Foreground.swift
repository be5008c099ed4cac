/// Work that the main thread waits for and Ctrl-C cancels, where nobody is asked anything.
package enum Foreground {
  package static func run(
    interrupts: any InterruptSource, _ work: @escaping @Sendable () async -> Int32
  ) -> Int32 {
    ForegroundRunner(interrupts: interrupts).run(
      answering: { _ in .endOfInput }, work: { _ in await work() })
  }
}
