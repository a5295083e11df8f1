using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// Turns the rows of one file into ticks. A quote or trade is known at its stamp; a bar is stamped at its start but known only when it
/// is over, so it is received at start + interval and nobody sees it sooner. An empty side of an option quote repeats that side's last
/// value in the same file (a file is one recording: what came before its first row is not known); of any other quote it means the
/// side is absent. A row is wholly accepted or changes nothing.
/// </summary>
internal sealed class RowParser(RecordedKind kind, TimeSpan barInterval, RecordedSymbols symbols)
{
    private StampParser _stamps;
    private long _lastTicks;

    /// <summary>The tick a row tells; false with the fault when it tells none.</summary>
    public bool TryParse(ReadOnlySpan<byte> row, out RawTick tick, out RecordedFaultKind fault)
    {
        tick = default;
        var cursor = new RowCursor(row);
        fault = RecordedFaultKind.Stamp;
        if (!_stamps.TryRead(row, out var ticks, out var length) || !cursor.TrySkip(length)) return false;
        fault = RecordedFaultKind.OutOfOrder;
        if (ticks < _lastTicks) return false;
        fault = RecordedFaultKind.FieldCount;
        if (!cursor.TryText(out var spelling)) return false;
        fault = RecordedFaultKind.UnknownSymbol;
        if (symbols.Find(spelling) is not { } symbol) return false;
        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        var isRow = kind switch
        {
            RecordedKind.Quotes => TryQuote(ref cursor, symbol, at, out tick, out fault),
            RecordedKind.Trades => TryTrade(ref cursor, symbol, at, out tick, out fault),
            RecordedKind.Bars => TryBar(ref cursor, symbol, at, out tick, out fault),
            _ => TryClose(ref cursor, symbol, at, out tick, out fault),
        };
        if (isRow) _lastTicks = ticks; // only a good row may forbid the past to those behind it
        return isRow;
    }

    private static bool TryQuote(ref RowCursor cursor, RecordedSymbol symbol, DateTimeOffset at, out RawTick tick, out RecordedFaultKind fault)
    {
        tick = default;
        // An empty price is 0, the word for an absent side; a recorded 0 says the same.
        var bidEmpty = cursor.NextIsEmpty;
        if (!TryPrice(ref cursor, 0m, out var bid, out fault) || !TrySize(ref cursor, out var bidSize, out fault)) return false;
        var askEmpty = cursor.NextIsEmpty;
        if (!TryPrice(ref cursor, 0m, out var ask, out fault) || !TrySize(ref cursor, out var askSize, out fault)) return false;
        if (!TryFinish(ref cursor, out fault)) return false;
        if (symbol.CarriesSides)
        {
            if (bidEmpty) (bid, bidSize) = (symbol.Bid, symbol.BidSize);
            else (symbol.Bid, symbol.BidSize) = (bid, bidSize);
            if (askEmpty) (ask, askSize) = (symbol.Ask, symbol.AskSize);
            else (symbol.Ask, symbol.AskSize) = (ask, askSize);
        }

        tick = RawTick.OfQuote(symbol.Instrument, at, at, bid, bidSize, ask, askSize);
        return true;
    }

    private static bool TryTrade(ref RowCursor cursor, RecordedSymbol symbol, DateTimeOffset at, out RawTick tick, out RecordedFaultKind fault)
    {
        tick = default;
        if (!TryPrice(ref cursor, null, out var price, out fault) || !TrySize(ref cursor, out var size, out fault)) return false;
        fault = RecordedFaultKind.FieldCount;
        if (!cursor.TryText(out var sideText)) return false;
        fault = RecordedFaultKind.Side;
        AggressorSide side;
        if (sideText.IsEmpty) side = AggressorSide.Unknown;
        else if (sideText.SequenceEqual("buy"u8)) side = AggressorSide.Buy;
        else if (sideText.SequenceEqual("sell"u8)) side = AggressorSide.Sell;
        else return false;
        if (!TryFinish(ref cursor, out fault)) return false;
        tick = RawTick.OfTrade(symbol.Instrument, at, at, price, size, side);
        return true;
    }

    private bool TryBar(ref RowCursor cursor, RecordedSymbol symbol, DateTimeOffset start, out RawTick tick, out RecordedFaultKind fault)
    {
        tick = default;
        if (!TryPrice(ref cursor, null, out var open, out fault) || !TryPrice(ref cursor, null, out var high, out fault)
            || !TryPrice(ref cursor, null, out var low, out fault) || !TryPrice(ref cursor, null, out var close, out fault)
            || !TrySize(ref cursor, out var volume, out fault) || !TryFinish(ref cursor, out fault)) return false;
        return TryKnownAtEnd(symbol, start, open, high, low, close, volume, out tick, out fault);
    }

    private bool TryClose(ref RowCursor cursor, RecordedSymbol symbol, DateTimeOffset start, out RawTick tick, out RecordedFaultKind fault)
    {
        tick = default;
        if (!TryPrice(ref cursor, null, out var close, out fault) || !TryFinish(ref cursor, out fault)) return false;
        return TryKnownAtEnd(symbol, start, close, close, close, close, RawTick.UnknownSize, out tick, out fault);
    }

    private bool TryKnownAtEnd(
        RecordedSymbol symbol, DateTimeOffset start, decimal open, decimal high, decimal low, decimal close, decimal volume,
        out RawTick tick, out RecordedFaultKind fault)
    {
        tick = default;
        fault = RecordedFaultKind.Stamp;
        if (start > DateTimeOffset.MaxValue - barInterval) return false; // its end is past the calendar
        tick = RawTick.OfBar(symbol.Instrument, start, start + barInterval, barInterval, open, high, low, close, volume);
        return true;
    }

    private static bool TryPrice(ref RowCursor cursor, decimal? whenEmpty, out decimal price, out RecordedFaultKind fault)
    {
        price = 0m;
        fault = RecordedFaultKind.FieldCount;
        if (cursor.AtEnd) return false;
        fault = RecordedFaultKind.Number;
        if (whenEmpty is null && cursor.NextIsEmpty) return false;
        return cursor.TryNumber(whenEmpty ?? 0m, out price);
    }

    private static bool TrySize(ref RowCursor cursor, out decimal size, out RecordedFaultKind fault)
    {
        size = 0m;
        fault = RecordedFaultKind.FieldCount;
        if (cursor.AtEnd) return false;
        var empty = cursor.NextIsEmpty;
        fault = RecordedFaultKind.Number;
        if (!cursor.TryNumber(RawTick.UnknownSize, out size)) return false;
        // A recorded -1 must not pass for "not recorded".
        fault = RecordedFaultKind.NegativeSize;
        return empty || size >= 0m;
    }

    private static bool TryFinish(ref RowCursor cursor, out RecordedFaultKind fault)
    {
        fault = RecordedFaultKind.FieldCount;
        return cursor.AtEnd;
    }
}
