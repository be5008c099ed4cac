#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lists of C strings, as C functions take them.
enum CStrings {
  /// Calls a function with pointers to the texts, which are valid until it returns.
  static func with<Result>(
    _ texts: [String?], _ work: (UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { text in text.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    var pointers = copies.map { UnsafePointer($0) }
    // A list without elements has no address.
    if pointers.isEmpty { pointers.append(nil) }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map(work)!
    }
  }
}
