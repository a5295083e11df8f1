using System.Collections;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Composition;

/// <summary>Knows every secret the process was given, so that none of them can be written anywhere.</summary>
internal static class ConfiguredSecrets
{
    private const string WorkingDirectory = "PWD"; // every shell sets it, and it is no password: masked, no path in the log could be followed

    /// <summary>A redactor that masks the value of every variable whose name sounds like a secret.</summary>
    public static SecretRedactor Redactor(IDictionary environment)
    {
        var redactor = new SecretRedactor();
        foreach (DictionaryEntry variable in environment)
            if ((string)variable.Key != WorkingDirectory && SecretRedactor.IsSecretName((string)variable.Key)) redactor.Register((string?)variable.Value);
        return redactor;
    }
}
