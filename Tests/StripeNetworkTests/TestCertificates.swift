import Foundation
import NIOSSL

/// Certificates that sign themselves, valid for some thousand years, and files that hold them.
final class TestCertificates: Sendable {
  /// Of `localhost` and `127.0.0.1`.
  static let own = """
    -----BEGIN CERTIFICATE-----
    MIIBmzCCAUGgAwIBAgIUevOYHDytwDYsBtMis+BwEHK+wu0wCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNzA2NTAwNFoYDzk5NjYxMTAy
    MDY1MDA0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAARCYHsPyp2EetINg9fv5ijdQX9GiD3DrqAgbG8NNKPLmHPgHIkQYHRt
    L09U8vzynbNPwkq3W5jkNYYwUazo2Gyoo28wbTAdBgNVHQ4EFgQUsEXMKeedssZi
    t9vlnHLlVxUHZX0wHwYDVR0jBBgwFoAUsEXMKeedssZit9vlnHLlVxUHZX0wDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDSAAwRQIgF10PVbuKmq3bkEZBAhYbMSbQymziatnCQ1MSHElGo6sCIQC2
    pcw8nKlmYL2r6CMmaevWNuw1lYwe0f2QkeeVAnepKA==
    -----END CERTIFICATE-----

    """

  /// Of another host, with a key of its own.
  static let foreign = """
    -----BEGIN CERTIFICATE-----
    MIIBrTCCAVOgAwIBAgIUFvlwIAToOxAlM00AZ/cTcCcZ08MwCgYIKoZIzj0EAwIw
    HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYxMTI3MDY1MDA1WhgP
    OTk2NjExMDIwNjUwMDVaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw
    EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjeuNu2j9lYXBcShs2zmQ1peMVLQ/0+J5
    pHBki4O+3KA/Aam5iU4kCfqhM8dtEeX7Yk2NrSc7Bp1eElhNEBVh5qNxMG8wHQYD
    VR0OBBYEFFU5aeWOlYWh88CVaYwox/C+wRVNMB8GA1UdIwQYMBaAFFU5aeWOlYWh
    88CVaYwox/C+wRVNMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRZWxzZXdo
    ZXJlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIgYSGfOhkLoQlO6N5Khb8gPm2j
    xewb89o/lC6v3nYq6dECIQCwlgTIjsqcxdh5Y3TZ/FfQw6TPtai8Q4PW/mUfGvD6
    0w==
    -----END CERTIFICATE-----

    """

  /// The keys of both, used nowhere else.
  private static let keys = [own: ownKey, foreign: foreignKey]

  private static let ownKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdzE9nwrDk75P26Tm
    YpZY00iPWmacgjh3o1dXrnrc9/qhRANCAARCYHsPyp2EetINg9fv5ijdQX9GiD3D
    rqAgbG8NNKPLmHPgHIkQYHRtL09U8vzynbNPwkq3W5jkNYYwUazo2Gyo
    -----END PRIVATE KEY-----

    """

  private static let foreignKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvnKfbVUNYIwNZIKJ
    qDUf/Ril+d6YcWvAzmEAXsg4zWahRANCAASN6427aP2VhcFxKGzbOZDWl4xUtD/T
    4nmkcGSLg77coD8BqbmJTiQJ+qEzx20R5ftiTY2tJzsGnV4SWE0QFWHm
    -----END PRIVATE KEY-----

    """

  /// The name that `c_rehash` gives `own`.
  static let hashedName = "ce275665.0"

  private let directory = FileManager.default.temporaryDirectory
    .appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// The path of a file, which may be one of a directory.
  func path(_ name: String) -> String { directory.appending(path: name).path }

  /// Writes a file, its directory made where it is missing.
  /// - Returns: its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = directory.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// What speaks TLS on a server's connections, with one of the certificates.
  static func serverHandler(
    of certificate: String
  ) throws -> @Sendable () throws -> NIOSSLServerHandler {
    let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
    let key = keys[certificate] ?? ""
    let configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)))
    let context = try NIOSSLContext(configuration: configuration)
    return { NIOSSLServerHandler(context: context) }
  }
}
