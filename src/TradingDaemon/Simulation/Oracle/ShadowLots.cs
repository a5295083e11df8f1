namespace TradingDaemon.Simulation.Oracle;

/// <summary>First in, first out once more, written apart from the books: every fill is split at zero, then matched.</summary>
internal sealed class ShadowLots(decimal multiplier)
{
    private readonly LinkedList<(decimal Quantity, decimal Price, decimal FeePerUnit)> _open = new();

    /// <summary>Signed holding.</summary>
    public decimal Net { get; private set; }

    /// <summary>P&amp;L net of fees of what was closed.</summary>
    public decimal Realized { get; private set; }

    /// <summary>Σ of fees.</summary>
    public decimal Fees { get; private set; }

    /// <summary>Σ of what fills paid and brought, fees included; equal to what was realized whenever the position is flat.</summary>
    public decimal CashFlow { get; private set; }

    /// <summary>Books one fill; bought is above zero.</summary>
    public void Book(decimal signed, decimal price, decimal fee)
    {
        CashFlow -= (signed * price * multiplier) + fee;
        Fees += fee;
        var closing = Math.Sign(Net) * Math.Sign(signed) < 0 ? Math.Min(Math.Abs(Net), Math.Abs(signed)) : 0m;
        var feePerUnit = fee / Math.Abs(signed);
        for (var left = closing; left > 0m;)
        {
            var lot = _open.First!.Value;
            var taken = Math.Min(left, lot.Quantity);
            Realized += (taken * (price - lot.Price) * Math.Sign(Net) * multiplier) - (taken * (lot.FeePerUnit + feePerUnit));
            _open.RemoveFirst();
            if (taken < lot.Quantity) _open.AddFirst(lot with { Quantity = lot.Quantity - taken });
            left -= taken;
        }

        if (Math.Abs(signed) > closing) _open.AddLast((Math.Abs(signed) - closing, price, feePerUnit));
        Net += signed;
    }

    /// <summary>P&amp;L of what is open at a price, entry fees included.</summary>
    public decimal Unrealized(decimal price)
    {
        var total = 0m;
        foreach (var lot in _open) total += (lot.Quantity * (price - lot.Price) * Math.Sign(Net) * multiplier) - (lot.Quantity * lot.FeePerUnit);
        return total;
    }

    /// <summary>The same once more.</summary>
    public ShadowLots Copy()
    {
        var copy = new ShadowLots(multiplier) { Net = Net, Realized = Realized, Fees = Fees, CashFlow = CashFlow };
        foreach (var lot in _open) copy._open.AddLast(lot);
        return copy;
    }
}
