import StripeNetwork
import StripeWire
import Testing

/// Which servers are trusted, against one that speaks TLS.
@Suite("Certificates")
struct TrustTests {
  private let files: TestCertificates

  init() throws {
    files = try TestCertificates()
    try files.write(TestCertificates.own, to: "own.pem")
    try files.write(TestCertificates.foreign, to: "foreign.pem")
    try files.write(TestCertificates.foreign + TestCertificates.own, to: "both.pem")
    try files.write("", to: "empty.pem")
    try files.write("this is not a certificate\n", to: "words.pem")
    try files.write("no certificate", to: "empty/README")
    try files.write(TestCertificates.own, to: "plain/own.pem")
    try files.write("no certificate", to: "plain/README")
    try files.write(TestCertificates.own, to: "hashed/\(TestCertificates.hashedName)")
    try files.write(TestCertificates.own, to: "unhashed/own.pem")
    try files.write(TestCertificates.foreign, to: "unhashed/00000000.0")
  }

  /// What one request comes to, the server's requests counted.
  /// - Parameter variables: the values are names of files, more than one after colons.
  private func outcome(
    _ variables: [String: String], of certificate: String = TestCertificates.own
  ) async throws -> (error: TransportError?, requests: Int) {
    let tls = try TestCertificates.serverHandler(of: certificate)
    return try await StubServer.run(replying: { _ in .ok("{}") }, tls: tls) { server in
      var settings = NetworkSettings(
        base: try APIBase("https://127.0.0.1:\(server.port)"), key: APIKey(secret),
        userAgent: "pinstripe/test")
      settings.timeout = .seconds(3600)
      settings.environment = variables.mapValues { value in
        value.split(separator: ":").map { files.path(String($0)) }.joined(separator: ":")
      }
      let request = APIRequest(.get, "/v1/balance")
      do {
        let response = try await withTransport(settings) { try await $0.send(request) }
        #expect(response.status == 200)
        return (nil, server.requests.count)
      } catch let error as TransportError {
        return (error, server.requests.count)
      }
    }
  }

  @Test(
    "a certificate that a variable names is trusted",
    arguments: [
      ["SSL_CERT_FILE": "own.pem"], ["SSL_CERT_FILE": "both.pem"],
      ["SSL_CERT_DIR": "hashed"], ["SSL_CERT_DIR": "plain"],
      ["SSL_CERT_DIR": "missing:empty:plain"],
      ["SSL_CERT_FILE": "foreign.pem", "SSL_CERT_DIR": "hashed"],
      ["SSL_CERT_FILE": "own.pem", "SSL_CERT_DIR": "missing"],
    ])
  func trusted(variables: [String: String]) async throws {
    let outcome = try await outcome(variables)
    #expect(outcome.error == nil)
    #expect(outcome.requests == 1)
  }

  @Test(
    "a certificate that none names is refused, and nothing is sent",
    arguments: [
      [:], ["SSL_CERT_FILE": "foreign.pem"], ["SSL_CERT_FILE": ""], ["SSL_CERT_DIR": "empty"],
      ["SSL_CERT_DIR": "missing"], ["SSL_CERT_DIR": ""], ["SSL_CERT_DIR": "unhashed"],
    ])
  func refused(variables: [String: String]) async throws {
    let outcome = try await outcome(variables)
    guard case .unreachable(let reason) = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(reason.hasPrefix("the certificate of https://127.0.0.1:"))
    #expect(reason.hasSuffix(" is not trusted"))
    #expect(outcome.requests == 0)
  }

  @Test(
    "a file without a certificate is named with its variable",
    arguments: [
      ("missing.pem", "cannot read `%`: No such file or directory"),
      ("empty.pem", "`%` contains no PEM certificate"),
      ("words.pem", "`%` contains no PEM certificate"),
      ("plain", "`%` contains no PEM certificate"),
    ])
  func unusable(file: String, reason: String) async throws {
    let outcome = try await outcome(["SSL_CERT_FILE": file])
    let expected = reason.replacing("%", with: files.path(file))
    #expect(outcome.error == .invalid("SSL_CERT_FILE: \(expected)"))
    #expect(outcome.requests == 0)
  }

  @Test("a trusted certificate of another host is refused")
  func otherHost() async throws {
    let variables = ["SSL_CERT_FILE": "foreign.pem"]
    let error = try await outcome(variables, of: TestCertificates.foreign).error
    guard case .unreachable(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.hasSuffix(" is for a different host"))
  }
}
