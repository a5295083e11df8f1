namespace TradingDaemon.Venues.Guard;

/// <summary>How a venue is protected from us, and we from it.</summary>
public sealed record GuardOptions
{
    /// <summary>The longest one request may take, waiting for the budget not counted; above zero.</summary>
    public TimeSpan RequestMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For orders.</summary>
    public CircuitOptions Placing { get; init; } = new(5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), 2);

    /// <summary>For questions: more patient, because they are how one finds out. Cancels have no circuit.</summary>
    public CircuitOptions Asking { get; init; } = new(20, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 2);

    /// <summary>For everything, when key or signature are refused: asking again makes it worse.</summary>
    public CircuitOptions Authentication { get; init; } = new(3, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), 2);

    /// <summary>How much may be asked.</summary>
    public BudgetOptions Budget { get; init; } = new();

    /// <summary>What requests weigh.</summary>
    public RequestWeights Weights { get; init; } = new();
}
