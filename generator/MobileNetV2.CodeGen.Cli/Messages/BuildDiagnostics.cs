using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Messages;

/// <summary>MNV8xxx: what the MSBuild package reports itself, described here so that <c>explain</c> and DIAGNOSTICS.md know it.</summary>
internal static class BuildDiagnostics
{
    public static readonly DiagnosticDescriptor NoTarget = new(
        MessageCodes.NoTarget,
        "Model has no target",
        "A MobileNetModel item says nothing about the core or board that it is compiled for, and the project has no property "
            + "MobileNetTarget.",
        "Add TargetName=\"cortex-m7\" to the item, or <MobileNetTarget>cortex-m7</MobileNetTarget> to the project; 'mnv2c targets' lists "
            + "all. "
            + "An attribute Target cannot be: MSBuild reserves the name and reports MSB4066.");

    public static readonly DiagnosticDescriptor UnknownMetadata = new(
        MessageCodes.UnknownMetadata,
        "Metadata looks misspelled",
        "A MobileNetModel item has metadata that mean nothing to the compiler and look like some that do.",
        "Correct the name; other names of your own are not touched.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor SameModel = new(
        MessageCodes.SameModel,
        "Two models have the same name",
        "Every model of a project is generated into a folder of its own, named after the item's Name or the file's name.",
        "Give each MobileNetModel item a Name.");

    public static readonly DiagnosticDescriptor FileTrouble = new(
        MessageCodes.FileTrouble,
        "Build cannot write or delete a file",
        "The folder of the generated C, or what the build remembers of it, cannot be written: "
            + "no permission, a full disk, or a file in use.",
        "Correct the permissions, or choose another folder with OutputFolder or MobileNetOutputPath.");
}
