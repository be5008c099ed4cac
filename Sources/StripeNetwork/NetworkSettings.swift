import StripeWire

/// The settings of a connection to a Stripe. Their description shows no key.
package struct NetworkSettings: Sendable {
  /// The base URL of the API.
  package var base: APIBase
  /// The secret key, sent as `Authorization`.
  package var key: APIKey
  /// Sent as `Stripe-Version` with every request that names none.
  package var apiVersion: String?
  /// Sent as `Stripe-Account` with every request that names none.
  package var account: String?
  /// Sent as `Stripe-Context` with every request that names none.
  package var context: String?
  /// Sent as `User-Agent`: `pinstripe/1.0`.
  package var userAgent: String
  /// The maximum time for making a connection, TLS included.
  package var connectTimeout: Duration
  /// The maximum time for one request, from connecting to the last byte of the response.
  package var timeout: Duration
  /// How long a connection is kept that has nothing to do.
  package var idleTimeout: Duration
  /// The maximum length of a response, in bytes after decompression.
  package var maximumResponseBytes: Int
  /// The environment variables for proxies and trusted certificates. Only `HTTPS_PROXY`,
  /// `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` in either case, `SSL_CERT_FILE` and `SSL_CERT_DIR`
  /// are read.
  package var environment: [String: String]

  /// Creates settings; the timeout is the SDK's own default, 80 seconds.
  package init(
    base: APIBase = .stripe, key: APIKey, apiVersion: String? = nil, account: String? = nil,
    context: String? = nil, userAgent: String, connectTimeout: Duration = .seconds(10),
    timeout: Duration = .seconds(80), idleTimeout: Duration = .seconds(60),
    maximumResponseBytes: Int = 256 << 20, environment: [String: String] = [:]
  ) {
    self.base = base
    self.key = key
    self.apiVersion = apiVersion
    self.account = account
    self.context = context
    self.userAgent = userAgent
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.idleTimeout = idleTimeout
    self.maximumResponseBytes = maximumResponseBytes
    self.environment = environment
  }
}

extension NetworkSettings: CustomStringConvertible, CustomReflectable {
  /// The base and the masked key.
  package var description: String { "\(base) with \(key)" }
  /// A mirror without children: the environment may hold keys and a proxy's password.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
