using System.Globalization;
using System.Text.Json;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Import;

/// <summary>MNV11xx: model descriptions, their weights, and built-in networks.</summary>
internal static partial class ImportDiagnostics
{
    public static readonly DiagnosticDescriptor NotJsonDescriptor = new(
        "MNV1100",
        "Description is not JSON",
        "The model description cannot be parsed as JSON; the location names the line and column where reading stopped.",
        "Correct the file at that place, or write it again with `mnv2c new`.");

    public static readonly DiagnosticDescriptor FormatVersionDescriptor = new(
        "MNV1101",
        "Unknown version of the description format",
        "The property `mnv2cModel` names a version of the format that this tool does not read.",
        "Use a tool that reads this version, or write the description in the version that the message names.");

    public static readonly DiagnosticDescriptor UnknownPropertyDescriptor = new(
        "MNV1102",
        "Unknown property in a description",
        "An object of the description has a property that the format does not define there. It is refused, since a misspelt attribute "
            + "would otherwise be ignored.",
        "Correct the name or remove the property; docs/model-description.md lists the properties of each operator.");

    public static readonly DiagnosticDescriptor MissingPropertyDescriptor = new(
        "MNV1103",
        "Missing property in a description",
        "An object of the description lacks a property that has no default.",
        "Add the property; docs/model-description.md shows an example of each.");

    public static readonly DiagnosticDescriptor WrongValueDescriptor = new(
        "MNV1104",
        "Wrong value in a description",
        "A property has a value of the wrong kind or out of range.",
        "Write a value as the message describes it.");

    public static readonly DiagnosticDescriptor DuplicateNameDescriptor = new(
        "MNV1105",
        "Name used twice in a description",
        "Two properties of one object, two tensors or two operators have the same name or id.",
        "Give each its own name or id.");

    public static readonly DiagnosticDescriptor UnknownWordDescriptor = new(
        "MNV1106",
        "Unknown operator, type or option in a description",
        "A property that takes one of a few words has another one.",
        "Take one of the words that the help lists.");

    public static readonly DiagnosticDescriptor UnknownTensorDescriptor = new(
        "MNV1107",
        "Reference to an unknown tensor",
        "An operator, `inputs` or `outputs` names a tensor that `tensors` does not define.",
        "Correct the name, or add the tensor to `tensors`.");

    public static readonly DiagnosticDescriptor DescribedQuantizationDescriptor = new(
        "MNV1108",
        "Quantization of a described tensor is inconsistent",
        "Scales must be finite and positive; there is one, or one for each channel along `axis`, and as many zero points or a single one.",
        "Correct `scale`, `zeroPoint` and `axis` of the tensor.");

    public static readonly DiagnosticDescriptor TensorCountDescriptor = new(
        "MNV1109",
        "Wrong number of tensors",
        "An operator, or the network itself, lists more or fewer tensors than it can have.",
        "List as many tensors as the message asks for; docs/model-description.md gives their order.");

    public static readonly DiagnosticDescriptor DescribedOrderDescriptor = new(
        "MNV1110",
        "Operators of a description are out of order",
        "An operator reads a tensor that nothing has written yet, or writes one that is an input, a constant or already written.",
        "List operators in running order and let each tensor be written once.");

    public static readonly DiagnosticDescriptor DescriptionTooLargeDescriptor = new(
        "MNV1111",
        "Description is too large",
        "The JSON file has more bytes than any network's description needs.",
        "Keep constants in the weights file; the JSON holds names, shapes and quantization only.");

    public static readonly DiagnosticDescriptor WeightsNameDescriptor = new(
        "MNV1120",
        "Weights file name refused",
        "The property `weights` must name a file beside the description: a plain file name without folders.",
        "Put the weights beside the description and give the file's name only.");

    public static readonly DiagnosticDescriptor WeightsNotFoundDescriptor = new(
        "MNV1121",
        "Weights file not found",
        "The file that the property `weights` names is not beside the description.",
        "Copy the weights file into the folder of the description; both are written together.");

    public static readonly DiagnosticDescriptor DamagedWeightsDescriptor = new(
        "MNV1122",
        "Weights file is damaged",
        "The safetensors file has a header that does not agree with itself or with the file's size.",
        "Write or copy the file again.");

    public static readonly DiagnosticDescriptor MissingWeightsDescriptor = new(
        "MNV1123",
        "Constant is not in the weights file",
        "A tensor's `data` names an entry that the safetensors file does not have.",
        "Correct the name, or write description and weights together again.");

    public static readonly DiagnosticDescriptor WeightsDisagreeDescriptor = new(
        "MNV1124",
        "Constant differs in type or shape from the weights file",
        "Type and shape in the description must be those in the safetensors file.",
        "Write description and weights together again.");

    public static readonly DiagnosticDescriptor BuilderOptionDescriptor = new(
        "MNV1150",
        "Option of a built-in network out of range",
        "A built-in network was asked for with a size that it does not have.",
        "Choose a value in the range that the message gives.");

    public static Diagnostic NotJson(string file, JsonException e) => new(
        NotJsonDescriptor,
        string.Create(CultureInfo.InvariantCulture, $"{file}:{(e.LineNumber ?? 0) + 1}:{(e.BytePositionInLine ?? 0) + 1}"),
        $"not JSON: {Reason(e)}",
        "correct the file at that place; docs/model-description.md describes the format");

    public static Diagnostic FormatVersion(string at, string found, int known) => new(
        FormatVersionDescriptor, at, $"the description has version {found}, this tool reads version {known}",
        $"write \"mnv2cModel\": {known} if the file follows that version");

    public static Diagnostic UnknownProperty(string at, string what, string name, IEnumerable<string> known) => new(
        UnknownPropertyDescriptor, at, $"{what} has no property '{name}'", DidYouMean(name, known));

    public static Diagnostic MissingProperty(string at, string what, string name) => new(
        MissingPropertyDescriptor, at, $"{what} lacks the property '{name}'", $"add \"{name}\"");

    public static Diagnostic WrongValue(string at, string message) => new(
        WrongValueDescriptor, at, message, "docs/model-description.md describes every property");

    public static Diagnostic DuplicateName(string at, string what) => new(
        DuplicateNameDescriptor, at, $"{what} is there twice", "give each its own");

    public static Diagnostic UnknownWord(string at, string what, string found, IEnumerable<string> known) => new(
        UnknownWordDescriptor, at, $"{what} is {found}", DidYouMean(found.Trim('\''), known));

    public static Diagnostic UnknownTensor(string at, string what, string name, IEnumerable<string> known) => new(
        UnknownTensorDescriptor, at, $"{what} names '{name}', there is no such tensor", Nearest(name, known) ?? "define it in \"tensors\"");

    public static Diagnostic Quantization(string at, string what, string found) => new(
        DescribedQuantizationDescriptor, at, $"{what} has {found}", "give one scale, or one for each channel along \"axis\"");

    public static Diagnostic TensorCount(string at, string what, string property, int found, string expected) => new(
        TensorCountDescriptor, at, $"'{property}' of {what} has {found} items, expected are {expected}",
        "docs/model-description.md gives their order");

    public static Diagnostic NotYetWritten(string at, string what, string tensor) => new(
        DescribedOrderDescriptor, at, $"{what} reads {tensor} before any operator has written it",
        "list operators in running order; an input belongs in \"inputs\", a constant needs \"data\"");

    public static Diagnostic WrittenTwice(string at, string what, string tensor) => new(
        DescribedOrderDescriptor, at, $"{what} writes {tensor}, which is an input, a constant or already written",
        "write to a tensor of its own");

    public static Diagnostic DescriptionTooLarge(string file, int bytes, int most) => new(
        DescriptionTooLargeDescriptor,
        file,
        string.Create(CultureInfo.InvariantCulture, $"the description has {bytes:N0} bytes, at most {most:N0} are read"),
        "check that this is the right file");

    public static Diagnostic WeightsName(string at, string found) => new(
        WeightsNameDescriptor, at, $"'weights' is {found}, expected is the name of a file beside the description",
        "give a file name without folders");

    public static Diagnostic WeightsNotFound(string at, string name) => new(
        WeightsNotFoundDescriptor, at, $"there is no file '{name}' beside the description", "copy it there");

    public static Diagnostic DamagedWeights(string file, string problem) => new(
        DamagedWeightsDescriptor, file, problem, "write or copy the weights again");

    public static Diagnostic MissingWeights(string at, string what, string name, IEnumerable<string> known) => new(
        MissingWeightsDescriptor, at, $"the data '{name}' of {what} is not in the weights file", Nearest(name, known)
            ?? "write description and weights together again");

    public static Diagnostic WeightsDisagree(string at, string what, string described, string found) => new(
        WeightsDisagreeDescriptor, at, $"{what} is {described}, its data in the weights file is {found}", "make both agree");

    public static Diagnostic BuilderOption(string option, IFormattable value, string range) => new(
        BuilderOptionDescriptor,
        "mobilenet_v2",
        $"{option} is {value.ToString(null, CultureInfo.InvariantCulture)}, allowed is {range}",
        $"choose {option} in {range}");

    /// <summary>The parser appends its own 0-based position, which would contradict the location.</summary>
    public static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }

    private static string DidYouMean(string name, IEnumerable<string> known) =>
        Nearest(name, known) ?? $"known are {string.Join(", ", known)}";

    private static string? Nearest(string name, IEnumerable<string> known) =>
        Suggestion.Closest(name, known) is { } nearest ? $"did you mean '{nearest}'?" : null;
}
