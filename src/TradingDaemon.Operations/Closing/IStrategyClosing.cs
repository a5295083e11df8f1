namespace TradingDaemon.Operations.Closing;

/// <summary>Closes by hand what one strategy holds. Answers when the account engine is told.</summary>
public interface IStrategyClosing
{
    /// <summary>Has one strategy's orders cancelled and its positions closed.</summary>
    Task<CloseAnswer> CloseAsync(CloseRequest request);
}
