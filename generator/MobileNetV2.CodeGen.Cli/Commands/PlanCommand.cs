using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>plan</c>: memory and cost, step by step, without writing anything.</summary>
internal static class PlanCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonSymbols.Model();
        var target = CommonSymbols.Target();
        var camera = new CameraOptions();
        var generation = new GenerationOptions();
        var json = CommonSymbols.Json();
        var html = CommonSymbols.Html("Also write the report as a page: memory map, steps, RAM against cost, network");
        var command = new DocumentedCommand("plan", "Show arena, weights and estimated cost of every step", """
            Examples:
              mnv2c plan person.tflite --target cortex-m4
              mnv2c plan person.tflite --target stm32h743 --html report.html
              mnv2c plan person.tflite --target stm32h743 --schedule layers --json
            """);
        command.Add(model);
        command.Add(target);
        camera.AddTo(command);
        generation.AddTo(command);
        command.Add(json);
        command.Add(html);
        command.SetAction(parse =>
        {
            var run = new CommandRun(console);
            var isJson = parse.GetValue(json);
            if (run.Take(TargetName.Resolve(parse.GetRequiredValue(target)), out var to)
                && ModelOutlines.Take(run, console, parse.GetRequiredValue(model), isJson, out var loaded)
                && run.Take(camera.Apply(parse, generation.PutHead(parse, loaded)), out var file))
            {
                var request = generation.Request(parse, file, to);
                var outcome = Progress.Run(console, "planning", show => Compiler.Plan(request, new CompileProgress(show, null)));
                if (!outcome.Succeeded && !isJson)
                    PrintWhatItNeeds(console, request);
                if (run.Take(outcome, out var plan) && run.Report(HtmlFile.Write(parse.GetValue(html), () => plan.ToHtml())))
                {
                    if (isJson)
                        console.Out.Write(plan.ToJson());
                    else
                        PlanTable.Print(console, plan);
                    HtmlFile.Tell(console, parse.GetValue(html), isJson);
                }
            }

            return run.ExitCode;
        });
        return command;
    }

    /// <summary>The network without limits: the message below says what of it is too much.</summary>
    private static void PrintWhatItNeeds(CliConsole console, CompileRequest request)
    {
        if (Progress.Run(console, "planning without limits", _ => Compiler.PlanWithoutLimits(request)) is not
            {
                Succeeded: true,
                Value: { } needs
            })
            return;
        console.Out.WriteLine("It does not fit. Without limits it would need:");
        console.Out.WriteLine();
        PlanTable.Print(console, needs, isAdvised: false);
        console.Out.WriteLine();
    }
}
