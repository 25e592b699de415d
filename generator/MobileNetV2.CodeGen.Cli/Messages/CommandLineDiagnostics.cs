using System.Globalization;
using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Wording;

namespace MobileNetV2.CodeGen.Cli.Messages;

/// <summary>MNV7xxx: files and values given on the command line. One descriptor and one factory method per message.</summary>
internal static class CommandLineDiagnostics
{
    public static readonly DiagnosticDescriptor UnreadableFile = new(
        "MNV7001",
        "File cannot be read",
        "A file named on the command line does not exist, is a folder, may not be read by this user, or has more than 512 MiB.",
        "Correct the path; relative paths start at the current folder, in a project at the project's.");

    public static readonly DiagnosticDescriptor UnwritableOutput = new(
        "MNV7002",
        "Output cannot be written",
        "The output file or folder cannot be created or replaced: no permission, a full disk, or a file where a folder is needed.",
        "Choose another place, or correct the permissions.");

    public static readonly DiagnosticDescriptor ForeignFile = new(
        "MNV7003",
        "Output folder holds a file that mnv2c did not write",
        "A file to be generated exists with other content and is not listed in the manifest of an earlier generation of the same model.",
        "Give every model a folder of its own, move the file away, or pass --force to replace it.");

    public static readonly DiagnosticDescriptor WrongInputSize = new(
        "MNV7004",
        "Input file has the wrong size",
        "A raw file holds exactly the bytes of one input, or of all inputs in order, little-endian and row-major.",
        "Compare with the input's shape and type as shown by 'mnv2c inspect'.");

    public static readonly DiagnosticDescriptor WrongFileCount = new(
        "MNV7005",
        "Number of files does not match the network",
        "A network with several inputs or outputs takes one file for each of them, in order, or a single raw file with all of them.",
        "Repeat the option once for each tensor in the order of 'mnv2c inspect', or give one .bin file.");

    public static readonly DiagnosticDescriptor BadNpy = new(
        "MNV7006",
        "Not a usable .npy file",
        "The file is not in NumPy's format version 1 to 3, is truncated, is in Fortran order, or holds a type other than int8, uint8, "
            + "int32, int64 or float32.",
        "Save it with numpy.save(file, numpy.ascontiguousarray(array)) in the type of the network's input.");

    public static readonly DiagnosticDescriptor WrongNpy = new(
        "MNV7007",
        "Array does not match the input",
        "The .npy array has another element type or shape than the network's tensor; leading dimensions of 1 may differ.",
        "Convert or reshape the array; float32 is quantized where the tensor has one scale, nothing else is converted.");

    public static readonly DiagnosticDescriptor BadImage = new(
        "MNV7008",
        "Picture cannot be decoded",
        "The file is not a valid PNG, JPEG or BMP picture, or has more than 50 million pixels.",
        "Open it in a viewer and save it again as PNG.");

    public static readonly DiagnosticDescriptor NotAnImageInput = new(
        "MNV7009",
        "Input does not take a picture",
        "A picture fits an int8, uint8 or float32 input of shape 1 x height x width x channels or 1 x channels x height x width, with 1 or "
            + "3 channels.",
        "Give this input as .bin or .npy.");

    public static readonly DiagnosticDescriptor UnknownInputKind = new(
        "MNV7010",
        "File kind is not known",
        "Inputs are recognised by the extension of the file: .bin, .npy, .png, .jpg, .jpeg or .bmp; outputs: .bin or .npy.",
        "Rename the file, or convert it.");

    public static readonly DiagnosticDescriptor LabelsMismatch = new(
        "MNV7011",
        "Labels do not match the output",
        "The label file must have one line for each class. Off by one usually means that one side counts a background class and the other "
            + "does not.",
        "Take the label file that was made for this network.");

    public static readonly DiagnosticDescriptor NoClasses = new(
        "MNV7012",
        "Network gives no class scores",
        "Labels and top classes need an output that is one vector of scores, or a map of class numbers.",
        "Leave out --labels and --top, and write the output with --output.");

    public static readonly DiagnosticDescriptor WrongValue = new(
        "MNV7013",
        "Option value is out of range",
        "A number or name on the command line is outside what the option accepts.",
        "See the option's line in --help.");

    public static readonly DiagnosticDescriptor UnknownCode = new(
        "MNV7014",
        "No such diagnostic code",
        "The code given to 'explain' is not in the catalogue.",
        "Copy the code from the error message; 'mnv2c explain' without a code lists all of them.");

    public static readonly DiagnosticDescriptor NormalizationNotForInput = new(
        "MNV7015",
        "Normalization does not fit the input",
        "The normalization 'imagenet' has three channel means; the network's input has one channel.",
        "Choose auto, unit, signed or raw.");

    public static readonly DiagnosticDescriptor WrongCommandLine = new(
        "MNV7016",
        "Command line is wrong",
        "A command, an option or an argument is missing, unknown, or has a value that it does not take.",
        "See 'mnv2c COMMAND --help', which ends with examples; for a MobileNetModel item, the table in the package's README.");

    public static readonly DiagnosticDescriptor TooLargeToRun = new(
        "MNV7017",
        "Network is too large to run here",
        "The reference interpreter keeps every tensor of the network, and this machine or the limit of 1 GiB has no room for all of them.",
        "Run a smaller network; what fits a microcontroller fits here.");

    public static readonly DiagnosticDescriptor NotTogether = new(
        "MNV7018",
        "Networks do not fit into one folder",
        "Several networks share a folder under names of their own, made from their files. Build systems that take a folder as one library "
            + "or module want one for each network.",
        "Compile each network into a folder of its own: the folders link together.");

    public static readonly DiagnosticDescriptor NotAPlan = new(
        "MNV7020",
        "Not a plan",
        "'compare' reads plans: the JSON that 'plan --json' prints or that 'compile' writes as NAME_report.json. This file is something "
            + "else, or was changed.",
        "Make it with 'mnv2c plan MODEL --target TARGET --json > plan.json'.");

    public static readonly DiagnosticDescriptor UnknownTensor = new(
        "MNV7030",
        "No such tensor",
        "A name or a file names no tensor that the network computes. Files are named like tensors, with every character but letters, "
            + "digits, '.', '_' and '-' as '_', or like the tensor's number.",
        "See the names in tensors.json of 'mnv2c run MODEL --input FILE --dump DIR'.");

    public static readonly DiagnosticDescriptor NoTensorsFound = new(
        "MNV7031",
        "No tensors to compare",
        "The folder has no .npy and no .bin file, or the board's log has no line 'mnv2: tensor STEP TENSOR BYTES CRC'.",
        "See docs/first-model-on-a-board.md for what the board prints, and 'mnv2c run --dump' for the files of a folder.");

    public static readonly DiagnosticDescriptor HardlyAPicture = new(
        "MNV7032",
        "Picture given to a network that hardly takes one",
        "The input has the shape of a picture, but smaller than 16 pixels or more than 4 times as long as wide, as spectrograms and "
            + "windows of samples are.",
        "Give what the network was trained on, as .npy or .bin.",
        Severity.Warning);

    public static Diagnostic HardlyAnImage(string path, Tensor input) => new(
        HardlyAPicture, path, $"input '{input.Name}' is {TensorText.Type(input.Type)} {input.Shape}, which does not look like a picture",
        Help(HardlyAPicture));

    public static readonly DiagnosticDescriptor NoBoard = new(
        "MNV7033",
        "Board does not answer",
        "'verify --port' needs a serial port behind which the program of 'compile --harness' runs; it answers every command with m-ready.",
        "Give the device of the board's UART, such as /dev/ttyACM0, and its --baud; see docs/first-model-on-a-board.md.");

    public static readonly DiagnosticDescriptor NoEvidence = new(
        "MNV7034",
        "Not evidence",
        "'check-evidence' reads the folder that 'verify --evidence' wrote. Its evidence.json is damaged, of another version, or asks for "
            + "something that evidence never does.",
        "Make it again with 'mnv2c verify MODEL --target TARGET --evidence DIR'.");

    public static Diagnostic NotEvidence(string path, string problem) => new(NoEvidence, path, problem, Help(NoEvidence));

    public static Diagnostic BoardSilent(string port, string problem) => new(NoBoard, port, problem, Help(NoBoard));

    public static Diagnostic TensorUnknown(string place, string name, TensorFileNames names) => new(
        UnknownTensor,
        place,
        $"the network computes no tensor '{name}'",
        Suggestion.Closest(name, names.All) is { } closest ? $"did you mean '{closest}'?" : Help(UnknownTensor));

    public static Diagnostic NoTensors(string place, string problem) => new(NoTensorsFound, place, problem, Help(NoTensorsFound));

    public static readonly DiagnosticDescriptor EmptyFolder = new(
        "MNV7040",
        "No pictures in the folder",
        "The folder and those in it hold no .png, .jpg, .jpeg or .bmp file.",
        "Give the folder that holds the pictures.");

    public static readonly DiagnosticDescriptor GateFailed = new(
        "MNV7041",
        "The quantized network is not good enough",
        "`--at-least` or `--top1-loss` asked for more than was measured.",
        "See which layers lose most; give more typical pictures, or keep a layer in float with `quantize --keep-float`.");

    public static readonly DiagnosticDescriptor SampleLabels = new(
        "MNV7042",
        "Labels do not fit the samples",
        "A file of labels has one class for each sample, as a number, in the order of the samples; pictures without labels have their "
            + "class by folder.",
        "Give one number for each sample, or put the pictures of each class into a folder of its own.");

    public static readonly DiagnosticDescriptor BadAnnotations = new(
        "MNV7043",
        "Annotations do not fit",
        "`--annotations` is a COCO file with images, annotations and categories, `--masks` a folder with a picture of classes for each "
            + "picture, of the same name; both need a head that finds such things.",
        "See 'mnv2c evaluate --help' for the form of each.");

    public static readonly DiagnosticDescriptor OtherPixelMeaning = new(
        "MNV7044",
        "Pixels seem to mean something else",
        "Quantization was asked for with one meaning of pixels, and another fits the network much better: its answers differ more from "
            + "picture to picture and are surer, or pixels and biases of its first layer are of one size. Probably it was trained so.",
        "Give `--normalize`, or `--range`, `--mean` and `--std`, as in training; if these are right, there is nothing to do.",
        Severity.Warning);

    public static Diagnostic OtherMeaning(string folder, string message, params string[] names) => new(
        OtherPixelMeaning,
        folder,
        message,
        $"give --normalize {string.Join(" or ", names)} if the network was trained so; nothing else costs as much");

    public static Diagnostic AnnotationsUnfit(string path, string message) => new(BadAnnotations, path, message, Help(BadAnnotations));

    public static Diagnostic NoPictures(string folder) => new(EmptyFolder, folder, "there is no picture in this folder", Help(EmptyFolder));

    public static Diagnostic NotGoodEnough(string model, string message) => new(GateFailed, model, message, Help(GateFailed));

    public static Diagnostic LabelsUnfit(string path, string message) => new(SampleLabels, path, message, Help(SampleLabels));

    public static Diagnostic CannotRead(string path, string reason, string? suggestion) => new(
        UnreadableFile, path, reason, suggestion is null ? Help(UnreadableFile) : $"did you mean '{suggestion}'?");

    public static Diagnostic CannotWrite(string path, string reason) => new(UnwritableOutput, path, reason, Help(UnwritableOutput));

    public static Diagnostic WouldReplace(string path) => new(
        ForeignFile, path, "the file exists and was not written by an earlier compile of this model", Help(ForeignFile));

    public static Diagnostic CannotShareFolder(string folder, string reason) => new(NotTogether, folder, reason, Help(NotTogether));

    /// <param name="file">That two of the networks have.</param>
    public static Diagnostic SameName(string folder, string file) => new(
        NotTogether, folder, $"two of them would write '{file}'",
        "compile one of them with --name NAME into a folder of its own, or rename its file: functions are named by it, and networks of "
            + "one name do not link together");

    public static Diagnostic SizeDiffers(string path, long actualBytes, string expected) => new(
        WrongInputSize, path, $"the file has {TensorText.Counted(actualBytes, "byte")}, {expected}", Help(WrongInputSize));

    public static Diagnostic CountDiffers(string option, int given, int needed, string what) => new(
        WrongFileCount, option, $"{TensorText.Counted(given, "file")} for {TensorText.Counted(needed, what)}", Help(WrongFileCount));

    public static Diagnostic NpyUnusable(string path, string reason) => new(BadNpy, path, reason, Help(BadNpy));

    public static Diagnostic NpyDiffers(string path, string actual, string what, Tensor input) => new(
        WrongNpy, path, $"the array is {actual}, {what} '{input.Name}' is {TensorText.Type(input.Type)} {input.Shape}", Help(WrongNpy));

    public static Diagnostic ImageUnusable(string path, string reason) => new(BadImage, path, reason, Help(BadImage));

    public static Diagnostic NotAnImage(string path, Tensor input) => new(
        NotAnImageInput, path, $"input '{input.Name}' is {TensorText.Type(input.Type)} {input.Shape}, which is no picture",
        Help(NotAnImageInput));

    public static Diagnostic KindUnknown(string path, string known) => new(
        UnknownInputKind, path, $"the extension '{Path.GetExtension(path)}' is none of {known}", Help(UnknownInputKind));

    public static Diagnostic LabelsDiffer(string path, int labels, int classes) => new(
        LabelsMismatch, path,
        $"the file has {TensorText.Counted(labels, "label")}, the output has {(classes == 1 ? "1 class" : $"{Number(classes)} classes")}",
        Help(LabelsMismatch));

    public static Diagnostic NoScores(string model, Tensor output) => new(
        NoClasses, model, $"output '{output.Name}' is {TensorText.Type(output.Type)} {output.Shape}", Help(NoClasses));

    public static Diagnostic OutOfRange(string option, string message) => new(WrongValue, option, message, Help(WrongValue));

    public static Diagnostic CodeUnknown(string code, string? closest) => new(
        UnknownCode, code, "no diagnostic has this code", closest is null
            ? Help(UnknownCode)
            : $"did you mean {closest}? 'mnv2c explain' without a code lists all of them");

    public static Diagnostic NormalizationUnfit(Tensor input) => new(
        NormalizationNotForInput, "--normalize", $"'imagenet' needs 3 channels, input '{input.Name}' is {input.Shape}",
        Help(NormalizationNotForInput));

    public static Diagnostic TooLarge(string model, long bytes, long limit) => new(
        TooLargeToRun, model, $"its tensors have {Number(bytes)} bytes together, the limit is {Number(limit)}", Help(TooLargeToRun));

    public static Diagnostic NoPlan(string path, string problem) => new(NotAPlan, path, problem, Help(NotAPlan));

    // In the middle of a line, behind 'help: '.
    private static string Help(DiagnosticDescriptor descriptor) =>
        char.ToLowerInvariant(descriptor.Cure[0]) + descriptor.Cure[1..].TrimEnd('.');

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
