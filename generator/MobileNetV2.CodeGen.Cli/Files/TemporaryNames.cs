using System.Security.Cryptography;

namespace MobileNetV2.CodeGen.Cli.Files;

/// <summary>
/// Names of things that become something else in a moment. They are random, and what is made under them is made anew: nobody can put a link
/// or a file of his own there before.
/// </summary>
internal static class TemporaryNames
{
    private const int RandomBytes = 10;

    /// <summary>A new file beside <paramref name="path"/>.</summary>
    public static FileStream CreateFile(string path, out string temporary)
    {
        temporary = $"{path}.{Random()}.mnv2c-tmp";
        return new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
    }

    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
}
