using System.Diagnostics;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Positions;

namespace TradingDaemon.Engine.Portfolio;

/// <summary>
/// One position's open lots, first in first out. A fill closes opposite lots oldest first and opens a lot with what is
/// left, so it passes through zero and back. Fees stay attached pro rata: an entry fee is realized with its lot. Shares are
/// multiplied before they are divided, so that a fee that divides exactly is divided exactly.
/// </summary>
public sealed class LotBook
{
    private readonly Queue<Lot> _lots;
    private Lot? _head; // the oldest lot, taken off the queue once it is partly closed

    /// <summary>An empty book.</summary>
    public LotBook(PositionKey key, decimal multiplier)
        : this(new Position(key.Strategy, key.Symbol, [], 0m, 0m), multiplier) { }

    /// <summary>A book as a checkpoint remembers it.</summary>
    public LotBook(Position position, decimal multiplier)
    {
        Key = new PositionKey(position.Strategy, position.Symbol);
        Multiplier = multiplier;
        _lots = new Queue<Lot>(position.Lots);
        NetBase = position.NetBase;
        RealizedQuote = position.RealizedQuote;
        FeesQuote = position.FeesQuote;
    }

    /// <summary>Whose position in what.</summary>
    public PositionKey Key { get; }

    /// <summary>Units of the underlying per unit of quantity.</summary>
    public decimal Multiplier { get; }

    /// <summary>Signed holding: Σ of the lots.</summary>
    public decimal NetBase { get; private set; }

    /// <summary>Realized P&amp;L net of fees, quote currency.</summary>
    public decimal RealizedQuote { get; private set; }

    /// <summary>Σ fees paid, quote currency.</summary>
    public decimal FeesQuote { get; private set; }

    /// <summary>Open lots, oldest first.</summary>
    public IEnumerable<Lot> Lots => _head is null ? _lots : _lots.Prepend(_head);

    /// <summary>Books a fill.</summary>
    /// <param name="signedBase">Above zero bought, below zero sold; zero when a fee in base took all of it.</param>
    /// <param name="priceQuote">Execution price.</param>
    /// <param name="feeQuote">Fee in quote currency; negative is a rebate.</param>
    /// <param name="at">When it was executed (UTC).</param>
    /// <param name="executionId">The execution.</param>
    /// <returns>P&amp;L realized by this fill, net of the fees of what it closed; zero when it only opened.</returns>
    public decimal Book(decimal signedBase, decimal priceQuote, decimal feeQuote, DateTimeOffset at, string executionId)
    {
        var (remaining, feeLeft, realized) = (signedBase, feeQuote, 0m);
        while (remaining != 0m && Oldest() is { } lot && Math.Sign(lot.QuantityBase) != Math.Sign(remaining))
        {
            var closed = Math.Min(Math.Abs(lot.QuantityBase), Math.Abs(remaining)) * Math.Sign(lot.QuantityBase);
            var closesAll = -closed == remaining;
            var exitFee = closesAll ? feeLeft : feeQuote * closed / -signedBase;
            realized += CloseFromOldest(lot, closed, priceQuote) - exitFee;
            feeLeft -= exitFee;
            remaining += closed;
        }

        if (signedBase == 0m) realized -= feeQuote; // a fee in base as large as the fill: nothing to attach it to
        if (remaining != 0m) _lots.Enqueue(new Lot(remaining, priceQuote, feeLeft, at, executionId));
        NetBase += signedBase;
        RealizedQuote += realized;
        FeesQuote += feeQuote;
        Debug.Assert(NetBase == Lots.Sum(static lot => lot.QuantityBase), "Position is the sum of its lots.");
        return realized;
    }

    /// <summary>P&amp;L of the open lots at a price, entry fees included; zero when flat.</summary>
    public decimal UnrealizedQuote(decimal exitPriceQuote)
    {
        var total = 0m;
        foreach (var lot in Lots) total += ((exitPriceQuote - lot.PriceQuote) * lot.QuantityBase * Multiplier) - lot.FeeQuote;
        return total;
    }

    /// <summary>Average entry price of the open lots, shown only; null when flat.</summary>
    public decimal? AveragePriceQuote()
    {
        if (NetBase == 0m) return null;
        var total = _head is { } head ? head.PriceQuote * head.QuantityBase : 0m;
        foreach (var lot in _lots) total += lot.PriceQuote * lot.QuantityBase; // no enumerator to allocate: the gate asks
        return total / NetBase;
    }

    /// <summary>The book as an immutable value.</summary>
    public Position ToPosition() => new(Key.Strategy, Key.Symbol, [.. Lots], RealizedQuote, FeesQuote);

    private Lot? Oldest() => _head ??= _lots.TryDequeue(out var lot) ? lot : null;

    // Takes a signed part off the oldest lot and returns its price difference minus its share of the entry fee.
    private decimal CloseFromOldest(Lot lot, decimal closedBase, decimal priceQuote)
    {
        var entryFee = closedBase == lot.QuantityBase ? lot.FeeQuote : lot.FeeQuote * closedBase / lot.QuantityBase;
        _head = closedBase == lot.QuantityBase
            ? null
            : lot with { QuantityBase = lot.QuantityBase - closedBase, FeeQuote = lot.FeeQuote - entryFee };
        return ((priceQuote - lot.PriceQuote) * closedBase * Multiplier) - entryFee;
    }
}
