using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>What build systems need to know.</summary>
/// <param name="Folder">Of the C files below the output folder, ending with a slash;
/// empty when they lie in the output folder itself.</param>
/// <param name="Sources">C files to compile, relative to the output folder.</param>
/// <param name="SourcesBesideCmsisNn">The same without those that stand in for CMSIS-NN.</param>
/// <param name="ZephyrOptions">Kconfig options of Zephyr's CMSIS-NN that build what is called.</param>
/// <param name="ZephyrCmsisNnSources">Files of CMSIS-NN that are called and that no such option builds.</param>
/// <param name="ArduinoName">The library's name: does not begin with "arduino", which is for Arduino's own.</param>
/// <param name="SlugName">As PlatformIO's registry wants names: words of small letters and digits, between single dashes.</param>
/// <param name="PackageVersion">The tool's version and what tells this network and these options from others.</param>
/// <param name="ToolchainPrefix">Of the compiler that users of the target have.</param>
/// <param name="CompilerFlags">Optimisation and the target's flags.</param>
internal sealed record BuildView(
    string Folder,
    ImmutableArray<string> Sources,
    ImmutableArray<string> SourcesBesideCmsisNn,
    ImmutableArray<string> ZephyrOptions,
    ImmutableArray<string> ZephyrCmsisNnSources,
    string ArduinoName,
    string SlugName,
    string PackageVersion,
    string ToolchainPrefix,
    string CompilerFlags)
{
    /// <summary>The C file of the constants; null when there is none.</summary>
    public string? WeightsSource => Sources.FirstOrDefault(s => s.EndsWith("_weights.c", StringComparison.Ordinal));

    /// <summary>To append to the output folder.</summary>
    public string SlashFolder => Folder.Length == 0 ? "" : "/" + IncludeFolder;

    public string IncludeFolder => Folder.Length == 0 ? "." : Folder.TrimEnd('/');
}
