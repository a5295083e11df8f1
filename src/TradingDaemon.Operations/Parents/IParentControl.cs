namespace TradingDaemon.Operations.Parents;

/// <summary>Ends parent orders by hand.</summary>
public interface IParentControl
{
    /// <summary>Ends one: no further children, those at work are cancelled. Answers when the account engine is told.</summary>
    Task<ParentAnswer> CancelAsync(ParentRequest request);
}
