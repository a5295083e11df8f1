using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live;

/// <summary>What anybody may ask of a venue. Each call throws <see cref="VenueException"/> when there is no answer. Thread-safe.</summary>
public interface IVenueMarket : IDisposable
{
    /// <summary>Every instrument's rules.</summary>
    ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping);

    /// <summary>The same, part by part as the venue tells them: who gives up in between keeps what was told before.</summary>
    async IAsyncEnumerable<IReadOnlyList<TradingRule>> RulesInPartsAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        yield return await RulesAsync(stopping);
    }

    /// <summary>Whether a touch it tells is of the moment it is told; false where it may be older and nobody looks how old: then it is a price to bound a loss by, and no quote of now.</summary>
    bool TellsTouchOfNow { get; }

    /// <summary>Best bid and ask now, quote currency; null when either side is empty.</summary>
    ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping);

    /// <summary>Finished candles, oldest first, each once, page by page as the venue gives them.</summary>
    /// <param name="instrument">Of what.</param>
    /// <param name="interval">Their length; <see cref="ArgumentOutOfRangeException"/> when the venue has none of it.</param>
    /// <param name="from">The first may start here (UTC). Venues keep some reaches only: what they no longer have is not told.</param>
    /// <param name="until">None ends later (UTC).</param>
    /// <param name="stopping">Gives up.</param>
    IAsyncEnumerable<RawTick> CandlesAsync(Instrument instrument, TimeSpan interval, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping);
}
