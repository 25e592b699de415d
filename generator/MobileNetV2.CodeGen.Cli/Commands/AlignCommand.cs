using System.Collections.Immutable;
using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Inputs;
using MobileNetV2.CodeGen.Cli.Messages;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Heads;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>align</c>: a face of a picture, upright, as the firmware cuts it out.</summary>
internal sealed class AlignCommand
{
    private const string Notes = """
        Turns, scales and shifts a picture so that the five points of a face (eyes, nose, corners of the mouth, each pair from the left of the picture) come
        nearest to where a network for faces expects them, with the bits of NAME_align() and mnv2_upright_row() in C. So galleries are made of upright faces too.

        Examples:
          mnv2c align --input anna.jpg --points 134,140,162,141,148,152,136,166,159,166 --size 112x112 --output anna.png
          mnv2c run face.tflite --input anna.png --output anna.bin
          mnv2c align --input door.png --points 83,52,105,59,91,65,78,74,96,79 --size 112x112 --input-format rgb565 --output face.png
        """;

    private readonly Option<string> _input = new("--input", "-i") { Description = "A picture", HelpName = "FILE", Required = true };

    private readonly Option<string> _points = new("--points")
    {
        Description = "The five points in pixels of the picture: x before y, from its left upper corner",
        HelpName = "X,Y,...",
        Required = true,
    };

    private readonly Option<string> _places = new("--places")
    {
        Description = "Where the network expects them: arcface, or ten numbers in pixels of the upright face",
        HelpName = "arcface|X,Y,...",
        DefaultValueFactory = _ => "arcface",
    };

    private readonly Option<(int Width, int Height)?> _size = CameraOptions.Size(
        "--size", "Pixels of the upright face, those of the network's input (default: 112x112)");

    private readonly Option<CameraFormat?> _format = ChoiceOption.Optional<CameraFormat>(
        "--input-format", "Make the picture what a camera of this kind would have sent first (default: rgb888)", CameraFormats.Name);

    private readonly Option<string> _output = new("--output", "-o") { Description = "The face, .png", HelpName = "PNG", Required = true };

    public static Command Create(CliConsole console)
    {
        var symbols = new AlignCommand();
        var command = new DocumentedCommand("align", "Cut a face out of a picture, upright, as the firmware does", Notes);
        command.Add(symbols._input);
        command.Add(symbols._points);
        command.Add(symbols._places);
        command.Add(symbols._size);
        command.Add(symbols._format);
        command.Add(symbols._output);
        command.SetAction(parse => symbols.Run(parse, console));
        return command;
    }

    private int Run(ParseResult parse, CliConsole console)
    {
        var run = new CommandRun(console);
        var (width, height) = parse.GetValue(_size) ?? (112, 112);
        var format = parse.GetValue(_format) ?? CameraFormat.Rgb888;
        if (FacePlaces.Parse(parse.GetRequiredValue(_places), (height, width)) is not { } places)
            run.Report(
                [
                    CommandLineDiagnostics.OutOfRange(
                        "--places",
                        "expected are arcface, or five points that lie apart as ten numbers; "
                            + $"sides are at most {FacePlaces.LongestSide} pixels")
                ]);
        else if (Points(parse.GetRequiredValue(_points)) is not { } points)
            run.Report([CommandLineDiagnostics.OutOfRange("--points", "expected are ten numbers, the x and y of five points in pixels")]);
        else if (format == CameraFormat.Nv12)
            run.Report([CommandLineDiagnostics.OutOfRange("--input-format", "nv12 has two planes, which are not aligned from")]);
        else if (run.Take(FileReading.ReadAll(parse.GetRequiredValue(_input)), out var bytes))
            Align(run, parse, bytes, places, points, format, (width, height));
        return run.ExitCode;
    }

    private void Align(
        CommandRun run,
        ParseResult parse,
        byte[] bytes,
        FacePlaces places,
        ImmutableArray<(int X, int Y)> points,
        CameraFormat format,
        (int Width, int Height) size)
    {
        var (picture, problem) = PictureFile.Decode(bytes);
        if (picture is null)
            run.Report([CommandLineDiagnostics.ImageUnusable(parse.GetRequiredValue(_input), problem)]);
        else if (format.IsPaired() && picture.Width % 2 != 0)
            run.Report([CommandLineDiagnostics.OutOfRange("--input-format", "two pixels share their colour: the width must be even")]);
        else if (FaceAlignment.Of(places, points) is not { } alignment)
            run.Report(
                [
                    CommandLineDiagnostics.OutOfRange(
                        "--points", "they hardly look like a face: is each pair from the left of the picture?")
                ]);
        else
        {
            var frame = CameraFrame.FromRgb(format, false, picture.Width, picture.Height, picture.Pixels.Span)[0];
            var face = alignment.Upright(format, picture.Width, picture.Height, frame, size.Width, size.Height);
            run.Report(
                FileWriting.Write(parse.GetRequiredValue(_output), to => PictureFile.Save(new(size.Width, size.Height, 3, face), to)));
        }
    }

    private static ImmutableArray<(int X, int Y)>? Points(string text) => FacePlaces.Sixteenths(text, 1 << 13);
}
