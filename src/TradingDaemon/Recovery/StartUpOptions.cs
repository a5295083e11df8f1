using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Recovery;

/// <summary>What a start needs to know besides the store.</summary>
/// <param name="Boot">How often this store was opened, this time included.</param>
/// <param name="Version">The daemon's version.</param>
/// <param name="ClearFault">True lets a daemon that stopped on a broken invariant trade again.</param>
/// <param name="EnableStrategies">Strategies that were disabled past their budget and may run again.</param>
internal sealed record StartUpOptions(int Boot, string Version, bool ClearFault, ImmutableHashSet<string> EnableStrategies)
{
    /// <summary>What the files say since the last process; null when that is recorded already.</summary>
    public Command.Configure? Configuration { get; init; }

    /// <summary>Open orders at venues where their instruments are traded no more, of which a person said that they are over.</summary>
    public IReadOnlyList<ClientOrderId> OrdersOver { get; init; } = [];

    /// <summary>Cancelled when the daemon is told to stop: a comparison under way is given up, so that the start ends soon and the stop is an orderly one.</summary>
    public CancellationToken ToldToStop { get; init; }
}
