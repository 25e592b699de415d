using System.CommandLine;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Cli.Options;
using MobileNetV2.CodeGen.Cli.Results;
using MobileNetV2.CodeGen.Cli.Terminal;

namespace MobileNetV2.CodeGen.Cli.Commands;

/// <summary><c>plan</c>: memory and cost, step by step, without writing anything.</summary>
internal static class PlanCommand
{
    public static Command Create(CliConsole console)
    {
        var model = CommonSymbols.Model();
        var target = CommonSymbols.Target();
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
        generation.AddTo(command);
        command.Add(json);
        command.Add(html);
        command.SetAction(parse =>
        {
            var run = new CommandRun(console);
            if (run.Take(TargetName.Resolve(parse.GetRequiredValue(target)), out var to)
                && run.Take(ModelFile.Load(parse.GetRequiredValue(model)), out var file)
                && run.Take(Progress.Run(console, "planning", show => Compiler.Plan(generation.Request(parse, file, to), new CompileProgress(show, null))), out var plan)
                && run.Report(HtmlFile.Write(parse.GetValue(html), () => plan.ToHtml())))
            {
                if (parse.GetValue(json))
                    console.Out.Write(plan.ToJson());
                else
                    PlanTable.Print(console, plan);
                HtmlFile.Tell(console, parse.GetValue(html), parse.GetValue(json));
            }

            return run.ExitCode;
        });
        return command;
    }
}
