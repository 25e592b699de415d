namespace MobileNetV2.CodeGen.Cli.Completion;

/// <summary>The scripts that teach a shell to complete <c>mnv2c</c>; embedded files beside this one.</summary>
internal static class CompletionScript
{
    /// <param name="shell"><c>bash</c>, <c>zsh</c> or <c>pwsh</c>.</param>
    public static string For(string shell)
    {
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion/mnv2c.{shell}")
            ?? throw new ArgumentOutOfRangeException(nameof(shell), shell, null);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
