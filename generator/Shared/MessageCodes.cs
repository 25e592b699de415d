namespace MobileNetV2.CodeGen.Wording;

/// <summary>MNV8xxx: what the package itself has to say; the command line's catalogue describes them.</summary>
internal static class MessageCodes
{
    public const string NoTarget = "MNV8001";
    public const string UnknownMetadata = "MNV8002";
    // The targets file reports it.
    public const string SameModel = "MNV8003";
    public const string FileTrouble = "MNV8004";

    /// <summary>The command line's own code for an option that it does not understand.</summary>
    public const string WrongCommandLine = "MNV7016";
}
