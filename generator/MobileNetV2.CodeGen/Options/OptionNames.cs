using System.Globalization;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Options;

/// <summary>The options' values as typed on the command line.</summary>
public static class OptionNames
{
    public static string Of(KernelSet kernels) => kernels switch
    {
        KernelSet.Auto => "auto",
        KernelSet.CmsisNn => "cmsis-nn",
        KernelSet.Portable => "portable",
        _ => throw new ArgumentOutOfRangeException(nameof(kernels), kernels, null),
    };

    public static string Of(ScheduleMode schedule) => schedule switch
    {
        ScheduleMode.Auto => "auto",
        ScheduleMode.Layers => "layers",
        ScheduleMode.Stream => "stream",
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, null),
    };

    public static string Of(BorderMode io) => io switch
    {
        BorderMode.Native => "native",
        BorderMode.Int8 => "int8",
        _ => throw new ArgumentOutOfRangeException(nameof(io), io, null),
    };

    public static string Of(InputMode input) => input switch
    {
        InputMode.Frame => "frame",
        InputMode.Rows => "rows",
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, null),
    };

    public static string Of(WeightsFormat weights) => weights switch
    {
        WeightsFormat.C => "c",
        WeightsFormat.IncBin => "incbin",
        WeightsFormat.Bin => "bin",
        _ => throw new ArgumentOutOfRangeException(nameof(weights), weights, null),
    };

    public static string Of(BuildFormat format) => format switch
    {
        BuildFormat.CMake => "cmake",
        BuildFormat.Make => "make",
        BuildFormat.Zephyr => "zephyr",
        BuildFormat.Arduino => "arduino",
        BuildFormat.PlatformIO => "platformio",
        BuildFormat.CmsisPack => "cmsis-pack",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public static string Of(ResizeMethod resize) => resize switch
    {
        ResizeMethod.Bilinear => "bilinear",
        ResizeMethod.Nearest => "nearest",
        ResizeMethod.Area => "area",
        _ => throw new ArgumentOutOfRangeException(nameof(resize), resize, null),
    };

    public static string Of(CropMode crop) => crop switch
    {
        CropMode.Center => "center",
        CropMode.None => "none",
        CropMode.Letterbox => "letterbox",
        _ => throw new ArgumentOutOfRangeException(nameof(crop), crop, null),
    };

    /// <summary>The options that put a camera in front of a network.</summary>
    public static string Of(CameraInput camera) => string.Create(
        CultureInfo.InvariantCulture,
        $"--input-format {camera.Format.Name()}{(camera.Size is { } size ? $" --input-size {size.Width}x{size.Height}" : "")}")
        + $" --resize {Of(camera.Resize)} --crop {Of(camera.Crop)}"
        + (camera.Bars is { } grey ? string.Create(CultureInfo.InvariantCulture, $":{grey}") : "")
        + (camera.IsLimitedRange ? " --yuv-range limited" : "")
        + (camera.Meaning is { Options.Length: > 0 } meaning ? " " + meaning.Options : "");

    /// <summary>All options that decide what the C computes and where it lies; not those that add files around it.</summary>
    public static string Of(CompileRequest request) =>
        $"--schedule {Of(request.Schedule)} --kernels {Of(request.Kernels)} --io {Of(request.Io)} --weights {Of(request.Weights)}"
        + (request.Input == InputMode.Frame ? "" : $" --input-mode {Of(request.Input)}")
        + (request.Camera is { } camera ? " " + Of(camera) : "")
        + (request.KeepChannels ? " --keep-channels" : "")
        + (request.Head is { } head ? $" --head {head.Text}" : "")
        + (request.PackInt4 ? " --pack-int4" : "")
        + (request.Harness ? " --harness" : "")
        + (request.SharedArena is null ? "" : " --share-arena")
        + (request.Place.IsEmpty ? "" : $" --place {string.Join(',', request.Place.Select(Of))}");

    /// <summary>As in a target file.</summary>
    public static string Of(RegionUse use) => use switch
    {
        RegionUse.Flash => "flash",
        RegionUse.Arena => "arena",
        RegionUse.Data => "data",
        RegionUse.Spare => "spare",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, null),
    };

    public static string Of(PlacementRule rule) => $"{Of(rule.Part)}={rule.Region}";

    public static string Of(PlacedPart part) => part switch
    {
        PlacedPart.Arena => "arena",
        PlacedPart.Input => "input",
        PlacedPart.Output => "output",
        PlacedPart.Weights => "weights",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };
}
