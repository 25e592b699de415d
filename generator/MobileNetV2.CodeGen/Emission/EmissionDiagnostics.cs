using System.Globalization;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>MNV5xxx: emitting C. One descriptor and one factory method per message.</summary>
internal static class EmissionDiagnostics
{
    public static readonly DiagnosticDescriptor NameIsNotAnIdentifier = new(
        "MNV5001",
        "Name is not a C identifier",
        "The name prefixes every function, macro and file of the generated C, so it must consist of ASCII letters, digits and underscores "
            + "and not begin with a digit.",
        "Give another name with `--name`.");

    public static readonly DiagnosticDescriptor NameIsReserved = new(
        "MNV5002",
        "Name is reserved",
        "The name is a keyword of C or C++, begins with an underscore, is a prefix that the runtime or CMSIS-NN uses, or is that of a "
            + "header of the C library, POSIX, CMSIS, Zephyr, Arduino or a vendor, of a system library, or of a target of CMake or make: "
            + "the model's own files would take its place.",
        "Give another name with `--name`.");

    public static readonly DiagnosticDescriptor NameIsTooLong = new(
        "MNV5003",
        "Name is too long",
        "Generated names append to the prefix; very long ones are cut by some linkers and make the C hard to read.",
        "Give a shorter name with `--name`.");

    public static readonly DiagnosticDescriptor FormatCannotCarryWeights = new(
        "MNV5004",
        "Build system cannot carry constants in this form",
        "An Arduino library is built from its source files alone: nothing watches or loads a binary file beside them.",
        "Use `--weights c`, or leave `arduino` out of `--emit`.");

    public static Diagnostic NotAnIdentifier(string name) => new(
        NameIsNotAnIdentifier,
        "--name",
        $"'{name}' is not a C identifier",
        $"try --name {CIdentifier.FromModelName(name)}");

    public static Diagnostic Reserved(string name) => new(
        NameIsReserved,
        "--name",
        $"'{name}' is reserved",
        $"try --name {CIdentifier.FromModelName("model_" + name)}");

    public static Diagnostic TooLong(string name) => new(
        NameIsTooLong,
        "--name",
        string.Create(CultureInfo.InvariantCulture,
            $"'{name}' has {name.Length} characters, at most {CIdentifier.MaxPrefixLength} are allowed"),
        $"try --name {CIdentifier.FromModelName(name)}");

    public static Diagnostic CannotCarryWeights(BuildFormat format, WeightsFormat weights) => new(
        FormatCannotCarryWeights,
        "--emit",
        $"'{OptionNames.Of(format)}' cannot carry constants written with --weights {OptionNames.Of(weights)}",
        $"use --weights c, or leave {OptionNames.Of(format)} out of --emit");
}
