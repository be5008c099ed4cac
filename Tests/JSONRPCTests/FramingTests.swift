import JSON
import JSONRPC
import Testing

struct FramingTests {
  private func texts(_ frames: [RPCFrameReader.Frame]) -> [String] {
    frames.map { frame in
      switch frame {
      case .success(let bytes): String(decoding: bytes, as: UTF8.self)
      case .failure(let error): "error \(error.code)"
      }
    }
  }

  @Test(arguments: [RPCFraming.header, .lines])
  func `messages are found however the stream is cut`(framing: RPCFraming) {
    let documents: [JSONValue] = [["a": "é😀"], [1, 2], "x"]
    let bytes = documents.flatMap(framing.framed)
    for size in 1...bytes.count {
      var reader = RPCFrameReader(framing)
      var found: [String] = []
      var start = 0
      while start < bytes.count {
        let end = min(start + size, bytes.count)
        found += texts(reader.frames(in: Array(bytes[start..<end])))
        start = end
      }
      #expect(found == documents.map(\.compact))
    }
  }

  @Test func `a header without a length is an error, and the next message is read`() {
    var reader = RPCFrameReader(.header)
    let bytes = Array("Content-Type: x\r\n\r\nContent-Length: 2\r\nContent-Type: y\r\n\r\n{}".utf8)
    #expect(texts(reader.frames(in: bytes)) == ["error -32700", "{}"])
  }

  @Test func `a length that is negative or huge is an error`() {
    var reader = RPCFrameReader(.header)
    #expect(
      texts(reader.frames(in: Array("Content-Length: -1\r\n\r\n".utf8))) == ["error -32700"])
    #expect(
      texts(reader.frames(in: Array("Content-Length: 99999999999\r\n\r\nabc".utf8)))
        == ["error -32700"])
  }

  @Test func `bytes without a header do not fill the memory`() {
    var reader = RPCFrameReader(.header)
    let noise = [UInt8](repeating: UInt8(ascii: "x"), count: 5000)
    #expect(texts(reader.frames(in: noise)) == ["error -32700"])
  }

  @Test func `empty lines are passed over`() {
    var reader = RPCFrameReader(.lines)
    #expect(texts(reader.frames(in: Array("\n\r\n  \n{}\r\n".utf8))) == ["{}"])
  }
}

struct FramingNoiseTests {
  @Test(arguments: [RPCFraming.header, .lines])
  func `no bytes stop the reader`(framing: RPCFraming) {
    let parts = ["Content-Length: 3", "\r\n", "\n", "\r", ":", "{}", "-", "99", "Content-Length:"]
    var state: UInt64 = 1
    func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<500 {
      var reader = RPCFrameReader(framing)
      for _ in 0..<20 {
        let piece = roll(4) == 0 ? [UInt8(roll(256))] : Array(parts[roll(parts.count)].utf8)
        _ = reader.frames(in: piece)
      }
      // A header may have announced more bytes than came, but a line ends.
      guard framing == .lines else { continue }
      let found = reader.frames(in: [0x0A] + framing.framed("end"))
      #expect(found.contains { (try? $0.get()) == Array("\"end\"".utf8) })
    }
  }
}
