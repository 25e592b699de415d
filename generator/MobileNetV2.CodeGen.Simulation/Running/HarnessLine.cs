using System.Globalization;

namespace MobileNetV2.CodeGen.Simulation.Running;

/// <summary>A line that the harness prints: <c>@mnv2 what name=value name=value ...</c>.</summary>
internal sealed record HarnessLine(string What, string Text)
{
    private const string Mark = "@mnv2 ";

    public int Run => (int)this["run"];

    /// <summary>The step that was running: so many had completed.</summary>
    public int Step => (int)this["step"];

    /// <summary>The number behind <paramref name="name"/>, decimal or <c>0x</c> and hexadecimal; 0 when it is absent.</summary>
    public uint this[string name]
    {
        get
        {
            var word = Text.Split(' ').FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal));
            var digits = word is null ? "0" : word[(name.Length + 1)..];
            return digits.StartsWith("0x", StringComparison.Ordinal)
                ? uint.Parse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : uint.Parse(digits, CultureInfo.InvariantCulture);
        }
    }

    public static HarnessLine? Parse(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
            return null;
        var text = line[Mark.Length..].TrimEnd();
        return new(text.Split(' ')[0], text);
    }
}
