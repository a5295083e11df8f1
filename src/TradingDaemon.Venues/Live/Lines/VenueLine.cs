using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Guard;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.Live.Lines;

/// <summary>
/// The way to one venue: sends each request once, those of one key in the order of their numbers, and says exactly what is known of a request without
/// an answer. What an answer means, its reader says.
/// </summary>
internal sealed class VenueLine : IDisposable
{
    // Requests of one key go one at a time, questions without a key and overtakers beside them.
    private const int ConnectionsMax = 8;

    // Of Brotli that is none the library says what it says of bugs.
    private const DecompressionMethods Compressions = DecompressionMethods.GZip | DecompressionMethods.Deflate;
    private const string CompressionsSpelled = "gzip, deflate"; // as the library asks for them
    private const string ContentType = "Content-Type";

    private readonly HttpClient _client;
    private readonly INonceSource? _nonces;
    private readonly SendingGate _gate;
    private readonly Action<HttpResponseHeaders, bool>? _onHeaders;
    private readonly Func<WireRequest, bool, HttpResponseMessage>? _instead;

    /// <summary>A line that has sent nothing.</summary>
    /// <param name="options">How patient.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="askTime">Asks the venue for its time over this line; throws <see cref="VenueException"/> when there is no answer.</param>
    /// <param name="nonces">The numbers of the key; null when nothing is signed, or signatures have none.</param>
    /// <param name="onHeaders">Shown the headers of each answer, and whether its request was signed: venues tell there what was used of their limits.</param>
    public VenueLine(LineOptions options, TimeProvider clock, Func<VenueLine, CancellationToken, ValueTask<DateTimeOffset>> askTime, INonceSource? nonces = null, Action<HttpResponseHeaders, bool>? onHeaders = null)
    {
        (_nonces, _onHeaders, _instead, _gate) = (nonces, onHeaders, options.Instead, new SendingGate(options.HoldMax, clock));
        Sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = options.ConnectMax, ConnectCallback = options.Connect,
            AutomaticDecompression = Compressions,
            MaxConnectionsPerServer = ConnectionsMax, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1), PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        _client = new HttpClient(Sockets, disposeHandler: true) { Timeout = options.RequestMax, MaxResponseContentBufferSize = options.AnswerBytesMax };
        Clock = new VenueClock(stopping => askTime(this, stopping), options.Clock, clock);
    }

    /// <summary>The venue's time.</summary>
    public VenueClock Clock { get; }

    /// <summary>The connections, for a stream to be made the same way.</summary>
    public SocketsHttpHandler Sockets { get; }

    /// <summary>Sends a signed request.</summary>
    /// <param name="sign">Makes the request when its turn has come; where it throws, nothing was sent, and <see cref="NotOfferedException"/> goes on to the caller.</param>
    /// <param name="urgency">Which of those that wait for their turn it goes before.</param>
    /// <param name="stopping">Gives up; what became of the request is then not known, unless it still waited for its turn.</param>
    /// <param name="mayLeave">Asked when its turn has come; at false nothing is sent. Null: always.</param>
    public async ValueTask<LineReply> SendAsync(Func<Stamp, WireRequest> sign, Urgency urgency, CancellationToken stopping, Func<bool>? mayLeave = null)
    {
        await Clock.EnsureAsync();
        using var turn = await TurnAsync(urgency, stopping);
        if (turn is null) return LineReply.Without(Unsent("Its turn did not come in time.") with { IsOwn = true });
        if (mayLeave?.Invoke() == false) return LineReply.Without(VenueFault.Withheld);
        WireRequest request;
        try
        {
            request = sign(NextStamp());
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or NotOfferedException)) // by its type alone: what it says may hold the key
        {
            return LineReply.Without(Unsent($"It could not be signed ({failed.GetType().Name}).") with { IsOwn = true });
        }

        return await ExchangeAsync(request, isSigned: true, stopping); // in the gate: numbers leave in the order they are given
    }

    /// <summary>Asks what anybody may ask.</summary>
    public ValueTask<LineReply> AskAsync(WireRequest request, CancellationToken stopping) => ExchangeAsync(request, isSigned: false, stopping);

    /// <summary>Waits for the turn to open a stream, which is signed another way; dispose it when the answer came.</summary>
    public ValueTask<SendingGate.Turn> EnterAsync(CancellationToken stopping) => _gate.EnterAsync(Urgency.Opening, stopping);

    /// <summary>The next number of the key and the venue's time; for whoever has the turn.</summary>
    public Stamp NextStamp() => new(_nonces?.Next() ?? 0, Clock.Now);

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _gate.Dispose();
    }

    // What never left needs no look-up: null, rather than an outcome nobody knows.
    private async ValueTask<SendingGate.Turn?> TurnAsync(Urgency urgency, CancellationToken stopping)
    {
        try
        {
            return await _gate.EnterAsync(urgency, stopping);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Every header a request leaves with: its own, who asks, and what the connection says of it.</summary>
    public static IEnumerable<WireHeader> HeadersOf(WireRequest request)
    {
        yield return new WireHeader("Host", request.Url.Authority);
        foreach (var header in Said(request)) yield return header;
        yield return new WireHeader("Accept-Encoding", CompressionsSpelled);
        if (!request.Body.IsEmpty) yield return new WireHeader("Content-Length", request.Body.Length.ToString(CultureInfo.InvariantCulture));
    }

    // What describes a body does not leave without one.
    private static IEnumerable<WireHeader> Said(WireRequest request) => request.Headers.Where(header => !request.Body.IsEmpty || header.Name != ContentType).Append(WireHeader.Agent);

    private async ValueTask<LineReply> ExchangeAsync(WireRequest told, bool isSigned, CancellationToken stopping)
    {
        using var content = told.Body.IsEmpty ? null : new SentOnce(told.Body);
        using var request = new HttpRequestMessage(told.Method!, told.Url) { Content = content };
        foreach (var header in Said(told))
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value)) content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
        try
        {
            using var response = _instead?.Invoke(told, isSigned) ?? await _client.SendAsync(request, stopping);
            var body = await response.Content.ReadAsByteArrayAsync(stopping);
            _onHeaders?.Invoke(response.Headers, isSigned);
            return new LineReply(response.StatusCode, body, RetryAfter(response.Headers));
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return LineReply.Without(LineReply.Unreadable("it is larger than any that makes sense"));
        }
        catch (Exception failed) when (failed is HttpRequestException or SocketException) // a connection that is reset as soon as it is made comes bare
        {
            return Unanswered((failed as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown, content);
        }
        catch (InvalidDataException)
        {
            return LineReply.Without(LineReply.Unreadable("it says it is compressed and is not, or not to its end"));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return content is { HasBegun: false } ? LineReply.Without(Unsent("The venue could not be reached in time.")) : LineReply.Without(new VenueFault(VenueFaultKind.OutcomeUnknown, "TIMEOUT", "No answer came in time."));
        }
    }

    // A body that was not begun, or a connection that was never made, is proof; anything later is not.
    private static LineReply Unanswered(HttpRequestError error, SentOnce? content)
    {
        var isProof = content is { HasBegun: false } || error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        return LineReply.Without(isProof ? Unsent($"The venue cannot be reached ({error}).")
            : new VenueFault(VenueFaultKind.OutcomeUnknown, "CUT", $"The connection ended before an answer came ({error})."));
    }

    private static VenueFault Unsent(string message) => new(VenueFaultKind.Retry, "NOT_SENT", message);

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers) =>
        headers.TryGetValues("Retry-After", out var values) && decimal.TryParse(values.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0m and <= 86_400m
            ? TimeSpan.FromSeconds((double)seconds) : null;
}
