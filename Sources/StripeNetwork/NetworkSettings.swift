import StripeWire

/// What a connection to a Stripe needs to know. Describing it shows no key.
package struct NetworkSettings: Sendable {
  package var base: APIBase
  package var key: APIKey
  /// Sent as `Stripe-Version` with every request that names none.
  package var apiVersion: String?
  /// Sent as `Stripe-Account` with every request that names none.
  package var account: String?
  /// Sent as `Stripe-Context` with every request that names none.
  package var context: String?
  /// Sent as `User-Agent`: `pinstripe/1.0`.
  package var userAgent: String
  /// How long making a connection may take, TLS included.
  package var connectTimeout: Duration
  /// How long one request may take in all, from the first step to the last byte of its answer.
  package var timeout: Duration
  /// The longest answer that is taken, in bytes after decompression.
  package var maximumResponseBytes: Int
  /// Proxies and trusted certificates: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` in
  /// either case, `SSL_CERT_FILE` and `SSL_CERT_DIR` are looked at, and nothing else.
  package var environment: [String: String]

  /// - Parameter timeout: the SDK's own default is 80 seconds.
  package init(
    base: APIBase = .stripe, key: APIKey, apiVersion: String? = nil, account: String? = nil,
    context: String? = nil, userAgent: String, connectTimeout: Duration = .seconds(10),
    timeout: Duration = .seconds(80), maximumResponseBytes: Int = 256 << 20,
    environment: [String: String] = [:]
  ) {
    self.base = base
    self.key = key
    self.apiVersion = apiVersion
    self.account = account
    self.context = context
    self.userAgent = userAgent
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.maximumResponseBytes = maximumResponseBytes
    self.environment = environment
  }
}

extension NetworkSettings: CustomStringConvertible, CustomReflectable {
  package var description: String { "\(base) with \(key)" }
  /// The environment may hold keys and a proxy's password, so nothing is dumped.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
