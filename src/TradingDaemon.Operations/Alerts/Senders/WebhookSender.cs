using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>Posts notices as JSON.</summary>
public sealed class WebhookSender : IAlertSender, IDisposable
{
    private const int AnswerBytesMax = 4 * 1_024; // enough to say why not
    private const int AnswerShownMax = 200;
    private static readonly TimeSpan ConnectionKeptMax = TimeSpan.FromMinutes(15); // so that a name that moved is looked up again

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionKeptMax, MaxConnectionsPerServer = 2 }) { Timeout = Timeout.InfiniteTimeSpan }; // a redirected post arrives without its body; the time is the caller's
    private readonly Uri _address;
    private readonly string? _bearer;
    private readonly Func<AlertNotice, byte[]> _body;
    private readonly TimeProvider _clock;

    /// <summary>Prepares it; nothing is sent.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="bearer">A token to be let in with; null for none.</param>
    /// <param name="body">What is posted.</param>
    /// <param name="clock">Real time.</param>
    public WebhookSender(Uri address, string? bearer, Func<AlertNotice, byte[]> body, TimeProvider clock) => (_address, _bearer, _body, _clock) = (address, bearer, body, clock);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(AlertNotice notice, CancellationToken stopping)
    {
        using var content = new ByteArrayContent(_body(notice));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        if (_bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _bearer);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            return answer.IsSuccessStatusCode ? new SendResult.Sent() : Judge(answer, await TextAsync(answer, stopping));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return new SendResult.TryAgain(failure.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private SendResult Judge(HttpResponseMessage answer, string text)
    {
        var shown = text.Trim() is { Length: > AnswerShownMax } longer ? longer[..AnswerShownMax] : text.Trim();
        var why = string.Create(CultureInfo.InvariantCulture, $"answered {(int)answer.StatusCode} {answer.ReasonPhrase}{(shown.Length > 0 ? ": " : "")}{shown}");
        return answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
            ? new SendResult.TryAgain(why, RetryAfter.Of(answer.Headers.RetryAfter, text, _clock.GetUtcNow()))
            : new SendResult.Refused(why);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        using var body = await answer.Content.ReadAsStreamAsync(stopping);
        var bytes = new byte[AnswerBytesMax];
        return Encoding.UTF8.GetString(bytes, 0, await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stopping));
    }
}
