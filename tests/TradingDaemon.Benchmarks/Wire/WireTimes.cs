namespace TradingDaemon.Benchmarks.Wire;

/// <summary>Seconds since orders were durable, each list in rising order.</summary>
/// <param name="ToWire">Until the request was written, of all orders: those behind others wait for their answers.</param>
/// <param name="Free">The same, of orders that found no other under way.</param>
/// <param name="ToAnswer">Until the answer came.</param>
internal sealed record WireTimes(IReadOnlyList<double> ToWire, IReadOnlyList<double> Free, IReadOnlyList<double> ToAnswer)
{
    /// <summary>A quantile of one of the lists; NaN of none.</summary>
    public static double Quantile(IReadOnlyList<double> times, double quantile) => times.Count == 0 ? double.NaN : times[(int)Math.Ceiling(quantile * times.Count) - 1];
}
