#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that always holds the input being read, also after the process has died of it: its
/// length in eight bytes, then the input. Writing goes to mapped memory and costs next to nothing.
struct InputAtHand: @unchecked Sendable {
  private static let capacity = 64 << 20
  // One run writes, an input at a time.
  private let memory: UnsafeMutableRawPointer

  /// Nil where the file cannot be made.
  init?(path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(Self.capacity)) == 0,
      let memory = mmap(
        nil, Self.capacity, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    self.memory = memory
  }

  func hold(_ input: [UInt8]) {
    let count = min(input.count, Self.capacity - 8)
    memory.storeBytes(of: UInt64(count).littleEndian, as: UInt64.self)
    input.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      (memory + 8).copyMemory(from: base, byteCount: count)
    }
  }
}
