import Digests
import Testing

/// Published values. Source: the examples of FIPS 180-4, and those of RFC 4231.
@Suite struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func textsHaveTheirPublishedDigests(_ text: String, _ digest: String) {
    #expect(SHA256.hash(text).hexadecimal == digest)
  }

  @Test(arguments: [1, 63, 64, 65, 1000, 4096, 1_000_000])
  func aMillionLettersInPieces(_ size: Int) {
    var hash = SHA256()
    var left = 1_000_000
    while left > 0 {
      hash.update([UInt8](repeating: UInt8(ascii: "a"), count: min(size, left)))
      left -= size
    }
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(hash.finalize().hexadecimal == digest)
  }

  /// Around the ends of blocks, where padding needs another one.
  @Test func everyLengthIsTheSameWholeAndInPieces() {
    for length in 0...260 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      for place in [0, 1, length / 2, length] where place <= length {
        var hash = SHA256()
        hash.update(Array(bytes[..<place]))
        hash.update(Array(bytes[place...]))
        #expect(hash.finalize() == SHA256.hash(bytes))
      }
    }
  }

  @Test func aDigestSoFarChangesNothing() {
    var hash = SHA256()
    hash.update(Array("ab".utf8))
    #expect(hash.finalize() == hash.finalize())
    var copy = hash
    copy.update(Array("x".utf8))
    hash.update(Array("c".utf8))
    #expect(hash.finalize() == SHA256.hash("abc"))
    #expect(copy.finalize() == SHA256.hash("abx"))
  }

  private static let codes: [(key: [UInt8], data: [UInt8], code: String)] = [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xCD, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ]

  @Test(arguments: 0..<codes.count)
  func keysMakeTheirPublishedCodes(_ number: Int) {
    let (key, data, code) = Self.codes[number]
    #expect(HMAC.sha256(data, key: key).hexadecimal == code)
  }

  @Test func aCodeCanBeShort() {
    // The fifth example of RFC 4231.
    let code = HMAC.sha256(
      Array("Test With Truncation".utf8), key: [UInt8](repeating: 0x0C, count: 20))
    #expect(code.hexadecimal(first: 16) == "a3b6167473100ee06e0c796c2955552b")
  }
}
