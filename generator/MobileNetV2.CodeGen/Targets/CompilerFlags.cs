using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Targets;

/// <summary>
/// Which flags a target file may hand to the compiler: those that choose an instruction set or an ABI. Most others let a file run programs
/// (<c>-B</c>, <c>-wrapper</c>, <c>-fplugin</c>, <c>-specs</c>, <c>@file</c>,
/// a <c>-D</c> that turns one function into another) or change bits.</summary>
internal static partial class CompilerFlags
{
    /// <summary>The forms that are known, for people.</summary>
    public const string KnownForms =
        "-mcpu=, -march=, -mtune=, -mthumb, -mfpu=, -mfloat-abi=soft|softfp|hard, -mfp16-format=ieee|alternative|none, "
            + "-m[no-]unaligned-access, "
        + "-m[no-]long-calls, -mcmse, -mslow-flash-data, -mpure-code, -mlittle-endian, -m32, -m64, -f[no-]short-enums, "
        + "-ffunction-sections, -fdata-sections";

    public static bool IsKnown(string flag) => flag.Length <= 80 && Known().IsMatch(flag);

    [GeneratedRegex(
        """
        \A(?:
          -m(?:cpu|arch|tune)=[a-z0-9_]+(?:[.-][a-z0-9_]+)*(?:\+[a-z0-9]+(?:[.-][a-z0-9]+)*)*
        | -mfpu=[a-z0-9]+(?:-[a-z0-9]+)*
        | -mfloat-abi=(?:soft|softfp|hard)
        | -mfp16-format=(?:ieee|alternative|none)
        | -mthumb
        | -m(?:no-)?(?:unaligned-access|long-calls)
        | -mcmse | -mslow-flash-data | -mpure-code | -mlittle-endian | -m32 | -m64
        | -f(?:no-)?short-enums | -ffunction-sections | -fdata-sections
        )\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Known();
}
