using System.Collections;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Composition;

/// <summary>Knows every secret the process was given, so that none of them can be written anywhere.</summary>
internal static class ConfiguredSecrets
{
    /// <summary>A redactor that masks the value of every variable whose name sounds like a secret.</summary>
    public static SecretRedactor Redactor(IDictionary environment)
    {
        var redactor = new SecretRedactor();
        foreach (DictionaryEntry variable in environment)
            if (SecretRedactor.IsSecretName((string)variable.Key)) redactor.Register((string?)variable.Value);
        return redactor;
    }
}
