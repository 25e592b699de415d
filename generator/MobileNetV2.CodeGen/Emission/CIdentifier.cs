using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Emission.Names;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>What may be the prefix of generated names.</summary>
public static class CIdentifier
{
    /// <summary>Leaves room for suffixes within the line length of the generated C.</summary>
    public const int MaxPrefixLength = 63;

    /// <summary>Vendors have a header for each device: <c>stm32h7xx_hal_gpio.h</c>.</summary>
    private static readonly string[] Families =
        ["stm32", "fsl_", "nrf_", "nrfx_", "nrf5", "system_", "startup_", "core_cm", "cmsis_", "esp_", "hal_", "pico_", "sys_", "bits_"];

    /// <summary>True for ASCII letters, digits and underscores that do not begin with a digit.</summary>
    public static bool IsIdentifier(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>
    /// True for keywords of C and C++, names beginning with an underscore, the prefixes of the runtime and of CMSIS-NN, headers and
    /// libraries that a firmware may have, vendors' families of headers, and targets of CMake and make.
    /// </summary>
    public static bool IsReserved(string identifier) =>
        identifier.StartsWith('_')
        || identifier.StartsWith("mnv2_", StringComparison.OrdinalIgnoreCase)
        || identifier.StartsWith("arm_", StringComparison.OrdinalIgnoreCase)
        || Families.Any(f => identifier.StartsWith(f, StringComparison.OrdinalIgnoreCase))
        || ReservedNames.Contains(identifier);

    /// <summary>The prefix for a model called <paramref name="name"/>:
    /// <c>mobilenet_v2_1.0_224</c> gives <c>mobilenet_v2_1_0_224</c>.</summary>
    public static string FromModelName(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
            else if (text.Length > 0 && text[^1] != '_')
                text.Append('_');
        }

        var result = text.ToString().TrimEnd('_');
        if (result.Length == 0)
            return "model";
        if (char.IsAsciiDigit(result[0]) || IsReserved(result))
            result = "model_" + result;
        return result.Length <= MaxPrefixLength ? result : result[..MaxPrefixLength].TrimEnd('_');
    }
}
