namespace TradingDaemon.Simulation.Tests.Oracle;

/// <summary>First in, first out once more, written apart from the books: every fill is split at zero, then matched.</summary>
internal sealed class ShadowLots(decimal multiplier)
{
    private readonly LinkedList<(decimal Quantity, decimal Price, decimal FeePerUnit)> _open = new();

    public decimal Net { get; private set; }

    public decimal Realized { get; private set; }

    public decimal Fees { get; private set; }

    /// <summary>Σ of what fills paid and brought, fees included; equal to what was realized whenever the position is flat.</summary>
    public decimal CashFlow { get; private set; }

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
}
