namespace TradingDaemon.Operations.Parents;

/// <summary>Halts, resumes and ends parent orders by hand. Each answers when the account engine is told.</summary>
public interface IParentControl
{
    /// <summary>Ends one: no further children, those at work are cancelled.</summary>
    Task<ParentAnswer> CancelAsync(ParentRequest request);

    /// <summary>Halts one: those of its children that are at work are cancelled, and none follows until it is resumed. Its time goes on.</summary>
    Task<ParentAnswer> PauseAsync(ParentRequest request);

    /// <summary>Lets one that is halted go on with what is left of its time.</summary>
    Task<ParentAnswer> ResumeAsync(ParentRequest request);
}
