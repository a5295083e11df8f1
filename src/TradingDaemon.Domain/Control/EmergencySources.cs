namespace TradingDaemon.Domain.Control;

/// <summary>Who moves the emergency stop, where that decides something.</summary>
public static class EmergencySources
{
    /// <summary>The time after which reducing ends by itself.</summary>
    public const string Timer = "timer";

    /// <summary>Whether it was a person: whoever lets the account go on has looked, and time has not.</summary>
    public static bool IsPerson(string source) => source != Timer;
}
