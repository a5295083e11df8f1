using System.Net.Http.Headers;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>CoinSpot's time. No answer of it tells one, so it is the date every web server writes over its answers, in whole seconds.</summary>
internal sealed class CoinSpotClock(Uri site)
{
    private long _newest; // UTC ticks; 0 before the first answer

    /// <summary>Takes the headers of an answer.</summary>
    public void Hear(HttpResponseHeaders headers, bool isSigned)
    {
        if (headers.Date is { } date) Interlocked.Exchange(ref _newest, date.UtcTicks);
    }

    /// <summary>Asks for the cheapest thing there is. Half a second is added, so that it is wrong by half of one at most.</summary>
    public async ValueTask<DateTimeOffset> AskAsync(VenueLine line, CancellationToken stopping)
    {
        var reply = await line.AskAsync(CoinSpotRequests.Public(site, "latest/btc"), stopping);
        if (reply.Fault is { } without) throw new VenueException(without);
        if (!reply.IsSuccess) throw new VenueException(reply.FaultOf(null, null, null));
        return Interlocked.Read(ref _newest) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero).AddMilliseconds(500) : throw new VenueException(LineReply.Garbled with { Kind = VenueFaultKind.Retry });
    }
}
