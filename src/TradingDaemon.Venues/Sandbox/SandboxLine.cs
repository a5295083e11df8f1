using System.Globalization;
using System.Net.Http.Headers;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Venues.Sandbox;

/// <summary>The way to the sandbox: signs, sends once, and says exactly what is known of a request without an answer.</summary>
internal sealed class SandboxLine : IDisposable
{
    private const string Json = "application/json";

    private readonly HttpClient _client;
    private readonly SandboxSigner _signer;
    private readonly SendingGate _gate;
    private readonly Action<int, int>? _onWeight;

    public SandboxLine(SandboxVenueOptions options, SandboxSigner signer, TimeProvider clock, Action<int, int>? onWeight)
    {
        (_signer, _onWeight, _gate) = (signer, onWeight, new SendingGate(options.HoldMax, clock));
        Sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = options.ConnectMax, ConnectCallback = options.Connect,
            MaxConnectionsPerServer = SandboxLimits.ConnectionsMax, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1), PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        _client = new HttpClient(Sockets, disposeHandler: true) { BaseAddress = options.Url, Timeout = options.RequestMax, MaxResponseContentBufferSize = SandboxLimits.AnswerBytesMax };
        Clock = new VenueClock(AskTimeAsync, options.Clock, clock);
    }

    /// <summary>The venue's time.</summary>
    public VenueClock Clock { get; }

    /// <summary>The connections, for the stream to be made the same way.</summary>
    public SocketsHttpHandler Sockets { get; }

    /// <summary>Sends a signed request.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="isUrgent">Whether it goes before others that wait for their turn.</param>
    /// <param name="stopping">Gives up; what became of the request is then not known, unless it still waited for its turn.</param>
    /// <param name="mayLeave">Asked when its turn has come; at false nothing is sent. Null: always.</param>
    public async ValueTask<SandboxReply> SendAsync(HttpMethod method, string target, byte[]? body, bool isUrgent, CancellationToken stopping, Func<bool>? mayLeave = null)
    {
        await Clock.EnsureAsync();
        using var content = body is null ? null : new SentOnce(body) { Headers = { ContentType = new MediaTypeHeaderValue(Json) } };
        using var request = new HttpRequestMessage(method, target) { Content = content };
        using var turn = await TurnAsync(isUrgent, stopping);
        if (turn is null) return new SandboxReply([], NotSent("Its turn did not come in time."));
        if (mayLeave?.Invoke() == false) return new SandboxReply([], VenueFault.Withheld);
        _signer.Sign(request, target, body ?? [], Clock); // in the gate: numbers leave in the order they are given
        var reply = await ExchangeAsync(request, content, _onWeight, stopping);
        if (reply.Fault is { Code: "TIMESTAMP_OUT_OF_RANGE" }) Clock.Distrust();
        return reply;
    }

    /// <summary>Asks what anybody may ask.</summary>
    public async ValueTask<SandboxReply> AskAsync(string target, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        return await ExchangeAsync(request, null, onWeight: null, stopping); // what nobody signed is counted elsewhere: taken for ours, it would look like others spending our budget
    }

    /// <summary>Waits for the turn to send something signed another way; dispose it when the answer came.</summary>
    public ValueTask<SendingGate.Turn> EnterAsync(CancellationToken stopping) => _gate.EnterAsync(isUrgent: false, stopping);

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _gate.Dispose();
    }

    // What never left needs no look-up: null, rather than an outcome nobody knows.
    private async ValueTask<SendingGate.Turn?> TurnAsync(bool isUrgent, CancellationToken stopping)
    {
        try
        {
            return await _gate.EnterAsync(isUrgent, stopping);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async ValueTask<DateTimeOffset> AskTimeAsync(CancellationToken stopping) =>
        DateTimeOffset.FromUnixTimeMilliseconds((await AskAsync("/v1/time", stopping)).Answer(SandboxWire.Default.TimeAnswer).ServerTime);

    private async ValueTask<SandboxReply> ExchangeAsync(HttpRequestMessage request, SentOnce? content, Action<int, int>? onWeight, CancellationToken stopping)
    {
        try
        {
            using var response = await _client.SendAsync(request, stopping);
            var body = await response.Content.ReadAsByteArrayAsync(stopping);
            Learn(response.Headers, onWeight);
            return response.IsSuccessStatusCode ? new SandboxReply(body, null) : new SandboxReply([], SandboxErrors.Read(response.StatusCode, body, RetryAfter(response.Headers)));
        }
        catch (HttpRequestException failed)
        {
            return new SandboxReply([], Unanswered(failed, content));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new SandboxReply([], content is { HasBegun: false } ? NotSent("The venue could not be reached in time.") : new VenueFault(VenueFaultKind.OutcomeUnknown, "TIMEOUT", "No answer came in time."));
        }
    }

    // A body that was not begun, or a connection that was never made, is proof; anything later is not.
    private static VenueFault Unanswered(HttpRequestException failed, SentOnce? content)
    {
        var isProof = content is { HasBegun: false } || failed.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        return isProof ? NotSent($"The venue cannot be reached ({failed.HttpRequestError}).") : new VenueFault(VenueFaultKind.OutcomeUnknown, "CUT", $"The connection ended before an answer came ({failed.HttpRequestError}).");
    }

    private static VenueFault NotSent(string message) => new(VenueFaultKind.Retry, "NOT_SENT", message);

    private static void Learn(HttpResponseHeaders headers, Action<int, int>? onWeight)
    {
        if (onWeight is not null && Number(headers, "X-Weight-Used") is { } used && Number(headers, "X-Weight-Limit") is { } limit) onWeight(used, limit);
    }

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers) =>
        headers.TryGetValues("Retry-After", out var values) && decimal.TryParse(values.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0m and <= 86_400m
            ? TimeSpan.FromSeconds((double)seconds) : null;
}
